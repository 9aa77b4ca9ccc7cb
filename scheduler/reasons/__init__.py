"""Reasons: why somebody works or not, what a wish would cost, and which inputs cannot hold together."""
