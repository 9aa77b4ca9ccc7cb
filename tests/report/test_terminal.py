"""What the terminal says fits it, and the first line is the result."""

from dataclasses import replace

import pytest

from planning.judgement import Checked
from planning.outlook import Outlook
from report.terminal import check_lines, outlook_lines, plan_lines, plan_summary, simulation_lines
from report.terminal.table import WIDTH, paragraphs, table
from report.words.catalogue import catalogue
from scheduler.roster import Shortage, Violation
from staffing.outcome import Difference
from tests.report.evaluations import made_simulated


def _all_lines(plan, words):
    checked = Checked(plan.week, plan.roster, (), plan.result.shortages, (("p1", plan.week.days[0].date),))
    outlook = Outlook(plan.office, plan.week.days, plan.forecast, None, plan.accuracy, ())
    simulated = simulation_lines(made_simulated(plan), words, detailed=True)
    return [plan_lines(plan, words), check_lines(checked, words), simulated, outlook_lines(outlook, words)]


def test_no_line_is_wider_than_the_terminal(plan, large_plan, words):
    """100 columns, small office and large."""
    lines = [line for p in (plan, large_plan) for told in _all_lines(p, words) for line in told]
    assert max(map(len, lines)) <= WIDTH


def test_the_first_line_says_whether_the_week_is_covered(plan, words):
    """With shortages it names how many; without it says that all is covered."""
    short = plan_lines(plan, words)[0]
    covered = plan_lines(replace(plan, result=replace(plan.result, shortages=())), words)[0]
    assert "2" in short.replace("49", "")
    assert short != covered
    assert str(catalogue(words.language)["plan.done"]).split("{", maxsplit=1)[0] in covered


def test_a_kept_roster_and_a_broken_one_are_told_apart(plan, words):
    """Clean: one sentence. With a shortage: what is short, who could help, what next."""
    clean = check_lines(Checked(plan.week, plan.roster, (), (), ()), words)
    assert clean == paragraphs([words("check.kept", week="2026-W49", wishes=0, broken=0, short=0)])
    short = check_lines(Checked(plan.week, plan.roster, (), plan.result.shortages, ()), words)
    assert words("check.next")[:40] in "\n".join(short)


def test_the_summary_is_data(plan):
    """Only what JSON knows, and the figures of the plan."""
    import json

    data = json.loads(json.dumps(plan_summary(plan)))
    assert data["week"] == "2026-W49"
    assert len(data["shortages"]) == len(plan.result.shortages)


def test_a_difference_that_cannot_be_shown_is_called_so(plan, words):
    """An interval around 0 gives another sentence than one above it."""

    def lines(low: float) -> str:
        gain = replace(plan.gain, low=low)
        return " ".join(simulation_lines(made_simulated(plan, gain), words))

    assert lines(-0.01) != lines(0.01)


@pytest.mark.parametrize(
    ("low", "high", "key"),
    [(0.01, 0.05, "baseline.better"), (-0.05, -0.01, "baseline.worse"), (-0.01, 0.05, "no_difference")],
)
def test_the_comparison_says_which_is_better(plan, words, low, high, key):
    """Both sides of 0, and that people and hours are the same."""
    gain = Difference((low + high) / 2, low, high)
    lines = simulation_lines(made_simulated(plan, gain), words)
    told = " ".join(" ".join(lines).split())
    begins = catalogue(words.language)[f"simulation.{key}"].split("{", maxsplit=1)[0]
    assert begins in told
    assert {"id": "orang dan jam sama", "en": "same people and hours"}[words.language] in told
    assert words.number(100 * low, 1) in told
    assert "-5" not in told


def test_what_is_short_is_told_once(plan, words):
    """A shortage of two half hours and the broken promises of the same time: one line, and nothing of the rule."""
    day = plan.week.days[0].date
    short = Shortage(promise="berkas", day=day, start=480, end=540, short=1)
    broken = tuple(Violation(rule="promised_cover", hard=True, day=day, start=start, subject="berkas", amount=0,
                             limit=30, unit="minutes") for start in (480, 510))  # fmt: skip
    text = "\n".join(check_lines(Checked(plan.week, plan.roster, broken, (short,), ()), words))
    assert text.count("08.00–09.00") == 1
    assert words("rule.promised_cover") not in text
    alone = "\n".join(check_lines(Checked(plan.week, plan.roster, broken, (), ()), words))
    assert alone.count("08.00–09.00") == 1
    assert words("rule.promised_cover") in alone


@pytest.mark.parametrize(("length", "fits"), [(60, True), (300, False)])
def test_a_wide_table_is_cut_in_its_first_column(length, fits):
    """Numbers are never cut; a name that is too long ends in an ellipsis."""
    lines = table([["name", "n"], ["x" * length, "12345"]])
    assert ("…" not in lines[2]) is fits
    assert lines[2].endswith("12345")
    assert max(map(len, lines)) <= WIDTH


def test_a_heading_of_two_lines_stands_on_the_line():
    """Short headings at the bottom, right-aligned like their numbers."""
    assert table([["day", "wait:\nmodel", "n"], ["Monday", "1", "12345"]]) == [
        "        wait:",
        "day     model      n",
        "──────  ─────  ─────",
        "Monday      1  12345",
    ]
