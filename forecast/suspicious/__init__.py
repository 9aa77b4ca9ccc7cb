"""Days of the past that are not what they seem, each found by one file, each with a proposal."""
