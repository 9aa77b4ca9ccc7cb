"""After `loket swap`: whether it may be, why not, and what it does."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from report.places import Names
from report.repairs import law_lines, open_lines, told, turn_lines
from report.terminal.table import paragraphs
from report.words.catalogue import Words

if TYPE_CHECKING:
    from planning.replan import Replanned


def swap_lines(found: "Replanned", words: Words) -> list[str]:
    """The verdict first, then who does what, then what it costs."""
    names = Names(found.incident.week.office, words)
    way, before = found.repair.proposals[0], found.repair.before
    effect = way.effect
    moves = []
    for each in told(found.incident, effect.moves, names):
        moves.append(f"{names.officers[each.officer]} {words.weekday(each.day)}: {'; '.join(each.lines)}")
    if effect.given:
        reasons = paragraphs(law_lines(effect, names, "swap.reason"), "  ")
        return [words("swap.refused"), *reasons, "", words("swap.next_refused")]
    more = effect.uncovered - before.uncovered
    verdict = words("swap.allowed_short", hours=words.hours(more)) if more > 0 else words("swap.allowed")
    short = open_lines(found.incident, way.roster, effect.shortages, names) if more > 0 else []
    return [
        *paragraphs([verdict]), *paragraphs(moves, "  "), *paragraphs(short, "  "),
        *paragraphs([*_figures(found, names), *turn_lines(effect, names)]), "", *paragraphs([words("swap.next")]),
    ]  # fmt: skip


def _figures(found: "Replanned", names: Names) -> Iterator[str]:
    """Waits and stand-ins before and after, where they differ."""
    words, repair = names.words, found.repair
    way = repair.proposals[0]
    if repair.untouched.waits is not None and way.waits is not None:
        minutes = words.number(names.office.target.call_minutes)
        late = words.number(repair.untouched.waits.late, 1), words.number(way.waits.late, 1)
        yield words("swap.late", minutes=minutes, before=late[0], after=late[1])
    if repair.before.weak != way.effect.weak:
        weak = words.hours(repair.before.weak), words.hours(way.effect.weak)
        yield words("swap.weak", before=weak[0], after=weak[1])
