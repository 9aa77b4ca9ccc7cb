"""The dynamic regression: a calendar regression whose level, slope and weekday pattern move with time."""
