"""Levers: what the head can move from week to week, each with what it does to waiting, one file a lever."""
