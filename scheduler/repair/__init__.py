"""Repair: what to do on a day that does not go as published: the fewest changes that keep the most."""
