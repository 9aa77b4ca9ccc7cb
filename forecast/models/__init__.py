"""Models of a day's visitors, one a file, behind the Protocol in daily.py."""
