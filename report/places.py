"""Places in words: what stands in a cell of the week sheet, and which words a cell may be answered with."""

from collections import Counter as Tally
from collections.abc import Iterable
from functools import cached_property

from office.office import Office
from office.values import Span
from planning.weeksheet.cells import SUPERSCRIPTS
from planning.weeksheet.halfdays import DayCell, Place, PlaceKind
from report.words.catalogue import LANGUAGES, Words

KINDS: tuple[PlaceKind, ...] = ("back_office", "standby", "outside_duty", "leave", "off_duty", "off")


def place_words() -> dict[str, PlaceKind]:
    """Every word of every language that names a place other than a counter; the usual word of a kind comes first."""
    return {
        word: kind
        for key in ("place", "place_also")
        for language in LANGUAGES
        for kind in KINDS
        for word in Words(language)(f"{key}.{kind}").split("; ")
    }


class Names:
    """Display names of one office by id, unique within their list, and its places in words."""

    def __init__(self, office: Office, words: Words) -> None:
        self.office = office
        self.words = words

    @cached_property
    def officers(self) -> dict[str, str]:
        """Name by id; a name that two officers share is told apart by the id."""
        return _unique((officer.id, officer.name) for officer in self.office.officers)

    @cached_property
    def counters(self) -> dict[str, str]:
        """Name on the sign by id."""
        return _unique((counter.id, counter.name) for counter in self.office.counters)

    @cached_property
    def steps(self) -> dict[str, str]:
        """Name of a step by id."""
        return {step.id: step.name for step in self.office.steps}

    @cached_property
    def promises(self) -> dict[str, str]:
        """Name of a promise by id."""
        return {promise.id: promise.name for promise in self.office.promises}

    @cached_property
    def tasks(self) -> dict[str, str]:
        """Name of a back-office task by id."""
        return {task.id: task.name for task in self.office.back_office}

    @cached_property
    def on_call(self) -> dict[str, str]:
        """Name of a post on call by id."""
        return {post.id: post.name for post in self.office.on_call}

    def burden(self, burden: str) -> str:
        """A usual burden in words, being on call by its post; others by their id."""
        key = f"burden.{burden}"
        return self.words(key) if self.words.has(key) else self.on_call.get(burden, burden)

    def work_of(self, counter: str) -> str:
        """What is done at a counter: the names of its steps, at most two, first those of no other type of counter."""
        types = self.office.counter_types
        own = self.office.counter_type(self.office.counter(counter).type)
        elsewhere = frozenset().union(*(kind.steps for kind in types if kind.id != own.id))
        names = [
            step.name
            for step in sorted(
                (step for step in self.office.steps if step.id in own.steps), key=lambda step: step.id in elsewhere
            )
        ]
        return ", ".join(names[:2]) + (" …" if len(names) > 2 else "")

    def place(self, place: Place) -> str:
        """A place in a word: ``L3``, ``siaga``, ``cuti``."""
        return self.counters[place.counter] if place.counter is not None else self.words(f"place.{place.kind}")

    def times(self, span: Span) -> str:
        """``07.30–16.00``."""
        return f"{self.words.clock(span.start)}–{self.words.clock(span.end)}"

    def cell(self, cell: DayCell, usual: Span | None) -> str:
        """``L3² `` or ``L3 | siaga²``, and below it the shift's times where they are not the usual ones.

        A star marks a half day with an hour or more at another place; the raised figure is the lunch turn.
        """
        if cell.morning == cell.afternoon:
            text = self.place(cell.morning) + ("*" if any(cell.moved) else "")
        else:
            stars = ("*" if moved else "" for moved in cell.moved)
            text = f"{self.place(cell.morning)}{next(stars)} | {self.place(cell.afternoon)}{next(stars)}"
        text += SUPERSCRIPTS[cell.turn] if cell.turn is not None and cell.turn < len(SUPERSCRIPTS) else ""
        unusual = cell.assignment is not None and cell.assignment.span != usual
        return f"{text}\n{self.times(cell.assignment.span)}" if unusual and cell.assignment is not None else text


def _unique(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    listed = list(pairs)
    seen = Tally(name.casefold() for _, name in listed)
    return {id: f"{name} ({id})" if seen[name.casefold()] > 1 else name for id, name in listed}
