"""The week as a table of officers and days."""

from collections import Counter

from report.weektable import hours_text, turns_text, usual_span, week_table


def test_every_officer_has_every_day_of_the_working_week(plan, large_plan, names):
    """Monday to Friday always, Saturday where anybody works; Sunday never here."""
    assert len(week_table(plan, names).days) == 5
    from report.places import Names

    table = week_table(large_plan, Names(large_plan.office, names.words))
    assert len(table.days) == 6
    assert len(table.texts) == 6 * len(large_plan.office.officers)


def test_usual_times_are_the_commonest(large_plan):
    """Counted one by one."""
    for day in large_plan.week.open_days:
        tally = Counter(a.span for a in large_plan.roster.assignments if a.day == day.date)
        assert tally[usual_span(large_plan, day.date)] == max(tally.values())


def test_hours_are_worked_and_counted_apart(plan, words):
    """Officer H: one day of 7.5 h at work, three days of leave of 7.5 h each; the holiday counts for nobody."""
    texts = {officer.id: hours_text(plan, officer, words) for officer in plan.office.officers}
    assert texts["p7"] == f"{words.number(7.5, 1)} + {words.number(22.5, 1)}"
    assert texts["p0"] == words.number(30, 1)


def test_turns_are_those_of_the_history(plan):
    """Lunch and priority, as the next week will start from them."""
    assert turns_text(plan, "p1") == "3 / 1"
