"""Prices of a day's seating, all in waiting minutes."""

UNCOVERED = 5000.0
"""An officer-slot of promised cover: more than anything else can add up to."""
SHORT = 20.0
"""A stint that is too short."""
CHANGE = 2.0
"""A change of place with no break or block between."""
PLACE, PLACE_STANDBY = 3.0, 1.0
"""A kind of place that an officer sees in a day."""
SPARE = 3.0
"""An officer-slot of standby that the office asks for, the master had, and the plan has not."""
TURN = 5.0
"""A day at a priority counter out of turn, or at the only counter of its kind after weeks there."""
HOP = 10.0
"""A move beyond those that are wished for, and a slot at counters beyond the time that anybody should sit."""
