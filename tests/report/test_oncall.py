"""On call at home on paper: who, when, in both languages; what a repair changes of it; what hours cost."""

from dataclasses import replace

import pytest

from benchmarks.offices import seasonal, span
from office.oncall import OnCall
from planning.weeksheet.rows import from_rows, sheet_data, to_rows
from report.headpage import head_page
from report.oncall import on_call_changes, on_call_lines
from report.pay import pay_lines
from report.places import Names
from report.texts import officer_texts
from report.weeknotes import week_notes
from report.weektable import week_table
from scheduler.roster import Violation
from scheduler.rules.pay_by_hour import PayByHour
from scheduler.score import score
from scheduler.solver.on_call import solve_on_call

POST = OnCall(id="evening", name="Siaga sore", hours=seasonal(mon_fri=span("16.30-21.00")))


@pytest.fixture(scope="module")
def called(plan):
    """The small office's week with a post on call, held."""
    office = plan.office.model_copy(update={"on_call": (POST,)})
    week = replace(plan.week, office=office)
    roster = solve_on_call(week, (), plan.roster).roster
    return replace(plan, week=week, result=replace(plan.result, roster=roster))


def test_each_day_names_its_holder(called, words):
    """The line stands on the sheet and on the head's page, with every holder and the hours once."""
    (line,) = on_call_lines(called, Names(called.office, words))
    names = Names(called.office, words)
    assert line in week_notes(called, names)
    assert line in head_page(called, names).below_grid
    assert line.count("16.30–21.00" if words.language == "id" else names.times(span("16.30-21.00"))) == 1
    assert all(names.officers[held.officer] in line for held in called.roster.on_call)
    assert len(called.roster.on_call) == 5


def test_an_empty_post_is_told(called, words):
    """A day without anybody says so."""
    first, *rest = called.roster.on_call
    empty = replace(called, result=replace(called.result, roster=called.roster.model_copy(update={"on_call": rest})))
    (line,) = on_call_lines(empty, Names(called.office, words))
    assert words("on_call.nobody") in line
    assert first not in rest


def test_officers_read_their_own_days_only(called, words):
    """As often as each is on call, and in nobody else's text."""
    texts = officer_texts(called, words)
    for officer, text in texts.items():
        mine = [held for held in called.roster.on_call if held.officer == officer]
        assert text.count("Siaga sore") == len(mine)


def test_a_repair_tells_who_takes_and_who_gives(called, words):
    """One line each; nothing where nothing changes."""
    names, before = Names(called.office, words), called.roster
    held = before.on_call[0]
    other = next(o for o in called.office.officer_ids if o != held.officer)
    after = before.model_copy(update={"on_call": (held.model_copy(update={"officer": other}), *before.on_call[1:])})
    assert set(on_call_changes(before, after, names)) == {held.officer, other}
    assert on_call_changes(before, before, names) == {}


def test_the_sheet_gives_back_who_is_on_call(called, words):
    """The hidden rows hold it: a check of the sheet judges what was planned."""
    names = Names(called.office, words)
    table = week_table(called, names)
    data = sheet_data(called.week, called.roster, called.provenance, "Jadwal", "Petugas", table.headings, table.texts,
                      names.officers, names.counters)  # fmt: skip
    assert from_rows(list(to_rows(data)), "week.xlsx").roster.on_call == called.roster.on_call


def test_pay_is_told_in_rupiah(plan, words):
    """With the reader's separators, and only where an hour has a price."""
    assert list(pay_lines(plan, words)) == []
    rule = PayByHour(rates=[{"rupiah": 25_000}])
    breach = Violation(rule="pay_by_hour", hard=False, level="cost", amount=950_000, limit=0, unit="rupiah")
    (line,) = pay_lines(replace(plan, score=score([breach], [rule])), words)
    assert ("Rp950.000" if words.language == "id" else "Rp950,000") in line
