"""After `loket override`: what the analyst knows better, and how often that was right."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from forecast.overrides import Override, OverrideScore
from office.office import Office
from report.terminal.table import paragraphs, table
from report.words.catalogue import Words

if TYPE_CHECKING:
    from planning.overrides import Kept


def override_lines(kept: "Kept", office: Office, words: Words) -> list[str]:
    """The overrides as they stand, the latest day last."""
    if not kept.overrides:
        return paragraphs([words("override.none_yet"), words("override.next")])
    rows = [[words(f"override.{key}") for key in ("day", "service", "value", "reason")]]
    rows += [
        [_day(override, words), _service(override, office, words), change(override, words), override.reason[:48]]
        for override in sorted(kept.overrides, key=lambda o: (o.day, o.service or ""))
    ]
    return [*table(rows, left=4), "", *paragraphs([*_both(kept.overrides, words), words("override.next")])]


def _both(overrides: Sequence[Override], words: Words) -> Iterator[str]:
    """Which wins where a day's office and single services are overridden."""
    whole = {override.day for override in overrides if override.service is None}
    days = sorted({override.day for override in overrides if override.service is not None} & whole)
    if days:
        yield words("override.both", days=", ".join(words.short_day(day) for day in days))


def score_lines(scores: Sequence[OverrideScore], office: Office, words: Words) -> list[str]:
    """Each past override beside the model and what came, and how many were nearer."""
    if not scores:
        return paragraphs([words("override.no_scores")])
    better = sum(score.gain > 0 for score in scores)
    model, own = (sum(abs(getattr(s, name) - s.actual) for s in scores) for name in ("model", "value"))
    verdict = words("override.verdict", better=better, count=len(scores), model=words.number(model / len(scores), 1),
                    own=words.number(own / len(scores), 1))  # fmt: skip
    keys = ("day", "service", "value", "model", "yours", "actual", "gain")
    rows = [[words(f"override.{key}") for key in keys], *_rows(scores, office, words)]
    return [*paragraphs([verdict]), "", *table(rows, left=3)]


def _rows(scores: Sequence[OverrideScore], office: Office, words: Words) -> Iterator[list[str]]:
    for score in scores:
        override = score.override
        gain = f"{'+' if score.gain > 0 else ''}{words.number(score.gain, 1)}"
        said = [words.number(score.model, 1), words.number(score.value, 1), words.number(score.actual)]
        yield [_day(override, words), _service(override, office, words), change(override, words), *said, gain]


def change(override: Override, words: Words) -> str:
    """``20``, ``+20`` or ``×1,3``."""
    if override.visitors is not None:
        return words.number(override.visitors)
    if override.add is not None:
        return f"{'+' if override.add > 0 else ''}{words.number(override.add)}"
    return f"×{words.number(override.factor or 0.0, 2)}"


def score_data(scores: Sequence[OverrideScore]) -> list[dict[str, object]]:
    """The scores as data."""
    return [
        {**score.override.model_dump(mode="json"), "model_mean": score.model, "override_mean": score.value,
         "actual": score.actual, "gain": score.gain}
        for score in scores
    ]  # fmt: skip


def _day(override: Override, words: Words) -> str:
    return f"{words.weekday(override.day)[:3]} {words.short_day(override.day)} {override.day.year}"


def _service(override: Override, office: Office, words: Words) -> str:
    names = {service.id: service.name for service in office.services}
    return names.get(override.service, override.service) if override.service else words("explain.office")
