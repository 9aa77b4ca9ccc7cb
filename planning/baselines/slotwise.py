"""Slotwise: who sits where in one slot, as it is being decided."""

from collections.abc import Mapping, Sequence

from scheduler.allocation.board import Board


class Slot:
    """One slot of a day's board: first those who wish a counter, then counters that somebody must open."""

    def __init__(self, board: Board, free: Sequence[int]) -> None:
        office = board.week.office
        places = {kind.id: place for place, kind in enumerate(office.counter_types)}
        self.free = free
        self.seated: dict[int, str] = {}
        self.able: dict[str, list[int]] = {}
        for counter in office.counters:
            if counter.available:
                place = places[counter.type]
                able = [who for who in free if place in board.people[who].serves]
                self.able[counter.id] = sorted(able, key=lambda who: aptness(board, who, place))

    def keep(self, wishes: Mapping[int, str]) -> None:
        """Seats those who are free where they wish, as long as nobody sits there and they can serve there."""
        for who, counter in wishes.items():
            if who in self.able.get(counter, ()) and who not in self.seated and counter not in self.seated.values():
                self.seated[who] = counter

    def fill(self) -> None:
        """Opens every further counter that can be opened, by augmenting paths (Berge, 1957)."""
        for counter in self.able:
            self.open(counter)

    def open(self, counter: str) -> None:
        """Sees that somebody sits at a counter, if that can be done without closing another."""
        if counter in self.able and counter not in self.seated.values():
            self._man(counter, set())

    def _man(self, counter: str, asked: set[int]) -> bool:
        """Seats somebody at a counter: one who has no seat, or one whose own can be manned by another."""
        for who in sorted(self.able[counter], key=lambda who: who in self.seated):
            if who in asked:
                continue
            asked.add(who)
            if who not in self.seated or self._man(self.seated[who], asked):
                self.seated[who] = counter
                return True
        return False


def free_in(board: Board, slot: int) -> list[int]:
    """Who is free in a slot, by index of the board's people."""
    return [who for who, person in enumerate(board.people) if slot in person.slots]


def aptness(board: Board, who: int, place: int) -> tuple[int, int]:
    """Those who can do most at a counter come first, and among them those who can do least elsewhere."""
    serves = board.people[who].serves
    return -len(serves[place]), len(frozenset().union(*serves.values()))
