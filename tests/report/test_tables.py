"""week.xlsx and CSV say what the plan says."""

import csv
import io
import re
from dataclasses import replace

import pytest
import python_calamine

from office.office import Office
from planning.weeksheet.halfdays import day_cell
from report.coverage import coverage
from report.places import Names
from report.sheets.counters import _scale, counter_rows, open_slots
from report.tables import assignments_csv, csv_bytes, duties_csv, forecast_days_csv, week_xlsx


def _sheets(content: bytes) -> dict[str, list[list[object]]]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def test_the_week_sheet_holds_every_officer_and_day(plan, words, names):
    """Each officer's row reads as the roster has it, closed days as closed."""
    rows = {row[0]: row for row in reversed(_sheets(week_xlsx(plan, words))[words("sheet.week")])}
    for officer in plan.office.officers:
        row = rows[officer.name]
        for column, day in enumerate((d for d in plan.week.days if d.date.weekday() < 5), 1):
            cell = day_cell(plan.roster, officer.id, day.date, day.service)
            if cell.assignment is None and not day.is_open:
                assert row[column] == words("place.closed")
            else:
                assert names.place(cell.morning) in str(row[column])
                assert names.place(cell.afternoon) in str(row[column])


def test_the_counter_plan_names_who_sits_there(plan, names):
    """In every open slot the row of a counter names exactly those whose duty covers it; closed where there is none."""
    for day in plan.week.open_days:
        rows = counter_rows(plan, day, names)
        for counter, (_, texts) in zip(plan.office.counters, rows, strict=False):
            for (start, end), text in zip(open_slots(plan), texts, strict=True):
                duties = [plan.roster.duty_at(o.id, day.date, start, end) for o in plan.office.officers]
                holders = [names.officers[d.officer] for d in duties if d is not None and d.counter == counter.id]
                assert text == (", ".join(holders) or names.words("day.closed_counter"))


def test_the_counter_plan_has_a_row_of_lunch(plan, names):
    """Everybody on break in a slot by name, or how many where they are many."""
    for day in plan.week.open_days:
        rows = dict(counter_rows(plan, day, names))
        for (start, end), text in zip(open_slots(plan), rows[names.words("doing.break")], strict=True):
            away = [a for a in plan.roster.assignments if a.day == day.date and a.on_break(start, end)]
            told = [names.officers[a.officer] for a in away]
            assert text in (", ".join(told), names.words("count.officers", count=len(told)))
            assert bool(text) is bool(told)


def test_the_title_is_repeated_on_every_printed_page(plan, words):
    """Row 1 of the counter plan, rows 1 to 3 of coverage."""
    import zipfile

    with zipfile.ZipFile(io.BytesIO(week_xlsx(plan, words))) as book:
        workbook = book.read("xl/workbook.xml").decode()
    titles = re.findall(r'<definedName name="_xlnm.Print_Titles"[^>]*>([^<]*)<', workbook)
    assert {"$1:$1", "$1:$3"} <= {title.split("!")[1] for title in titles}


def test_the_head_signs_with_a_number(plan, words):
    """The number of the letterhead, or a line to write it on."""

    def rows(number):
        letterhead = plan.office.letterhead.model_copy(update={"head_number": number})
        office = plan.office.model_copy(update={"letterhead": letterhead})
        changed = replace(plan, week=replace(plan.week, office=office))
        return str(_sheets(week_xlsx(changed, words))[words("sheet.week")])

    assert words("sheet.head_number", number="1970 1 001") in rows("1970 1 001")
    assert words("sheet.head_number", number="____") in rows("")


def test_the_coverage_sheet_has_need_have_spare_and_wait(plan, words):
    """Four numbers a day and slot; a shortage carries an exclamation mark, a weak slot a star."""
    sheet, cover = _sheets(week_xlsx(plan, words))[words("sheet.coverage")], coverage(plan)
    slots = [s for s in range(plan.week.grid.slots) if cover.open[:, s].any()]
    days = [plan.week.index(day.date) for day in plan.week.open_days]
    for row, slot in zip(sheet[3:], slots, strict=False):
        for at, day in enumerate(days):
            need, have, spare, wait = row[1 + 4 * at : 5 + 4 * at]
            assert need == cover.need[day, slot]
            assert str(have).strip("! ").removesuffix(".0") == str(cover.have[day, slot])
            assert str(spare).strip(" *").removesuffix(".0") == str(cover.spare[day, slot])
            assert ("*" in str(spare)) is bool(cover.weak[day, slot])
            assert wait == round(float(cover.wait[day, slot]))


def test_only_the_data_sheet_is_hidden(plan, words):
    """What people read is visible, the ids are not."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(week_xlsx(plan, words)))
    hidden = [sheet.name for sheet in book.sheets_metadata if sheet.visible != python_calamine.SheetVisibleEnum.Visible]
    assert hidden == ["_data"]


def test_no_name_becomes_a_formula(plan, words):
    """A name that begins with = stands there as text, in the workbook and in the CSV."""
    officers = (plan.office.officers[0].model_copy(update={"name": "=1+1"}), *plan.office.officers[1:])
    office = Office.model_validate(plan.office.model_copy(update={"officers": officers}).model_dump())
    names = Names(office, words)
    assert b"'=1+1" in assignments_csv(plan.roster, names)
    assert names.officers["p0"] == "=1+1"


@pytest.mark.parametrize(("language", "line"), [("id", "1,5;a;"), ("en", "1.5,a,")])
def test_csv_opens_in_the_readers_excel(language, line):
    """BOM, semicolons and decimal commas in Indonesian; commas and points in English."""
    from report.words.catalogue import Words

    content = csv_bytes(["x", "y", "z"], [[1.5, "a", None]], Words(language))
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig").splitlines()[1] == line


def test_duties_csv_has_one_row_a_stretch(plan, words, names):
    """Every duty of the roster, with its times."""
    delimiter = ";" if words.language == "id" else ","
    rows = list(csv.reader(io.StringIO(duties_csv(plan.roster, names).decode("utf-8-sig")), delimiter=delimiter))
    told = {(row[0], row[1], row[3], row[4]) for row in rows[1:]}
    assert told == {(f"{d.day}", d.officer, words.clock(d.start), words.clock(d.end)) for d in plan.roster.duties}


def test_forecast_csv_adds_up_to_whole_days(plan, words, names):
    """One row a service and day and one for all services; the low end never exceeds the high end."""
    delimiter = ";" if words.language == "id" else ","
    content = forecast_days_csv(plan.forecast, plan.week.days, names).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content), delimiter=delimiter))[1:]
    assert len(rows) == (len(plan.forecast.services) + 1) * plan.week.grid.days
    assert all(int(row[3]) <= int(row[4]) <= int(row[5]) for row in rows)
    closed = {f"{day.date}" for day in plan.week.days if not any(day.tickets.values())}
    assert closed
    assert {row[0] for row in rows if not row[1] and row[-1]} == closed


@pytest.mark.parametrize(("tallest", "scale"), [(100, 0.92), (270, 470 / 570), (310, 0.92), (900, 470 / 930)])
def test_two_days_share_a_page_where_they_can_be_read(tallest, scale):
    """Days of 270 points are made a little smaller for it; of 310 they are not; one of 900 must fit a page."""
    assert _scale(0.92, tallest) == pytest.approx(scale)
