"""What an office is, and what happened in it. Knows no model and no solver."""
