"""Refinement: a solved week made better by simulation, day by day, with the same people and hours."""
