"""The sheets of week.xlsx, one a file."""
