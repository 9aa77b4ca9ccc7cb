"""What waiting costs. Knows counters and skills, no names."""
