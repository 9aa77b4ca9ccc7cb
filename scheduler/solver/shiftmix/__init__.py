"""Design of a team: the shifts, with how many officers of which skills, that reach the target at little pay."""
