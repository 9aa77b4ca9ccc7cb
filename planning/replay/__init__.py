"""Replay: a past week as the model would have had it, beside what really happened."""
