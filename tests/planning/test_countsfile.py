"""planning/countsfile.py: what a counts file may look like, and what is refused."""

import gzip
from datetime import date

import pytest

from office.problems import InputError
from planning.countsfile import MOST_ARRIVALS, read_counts

HEAD = "service,start,arrivals\n"
ROWS = HEAD + "Tea,2026-01-05 08:00,3\nTea,2026-01-05 09:00,4\nCoffee,2026-01-06 08:30:00,5\n"


@pytest.fixture
def file(tmp_path):
    """Writes a file and reads it."""

    def read(text, minutes=60, zone="Asia/Jakarta", name="counts.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_counts(path, minutes, zone)

    return read


def codes(refused):
    return {problem.code for problem in refused.value.problems}


def test_rows_become_slots_of_whole_days(file):
    """Services in the order of their names, days from the first to the last, a slot without a row has nobody."""
    counts = file(ROWS).counts
    assert (counts.services, counts.names) == (("coffee", "tea"), ("Coffee", "Tea"))
    assert (counts.grid.start, counts.grid.days, counts.grid.slots) == (date(2026, 1, 5), 2, 24)
    assert counts.arrivals[1, 0, 8:10].tolist() == [3, 4]
    assert counts.arrivals[0, 1, 8] == 5
    assert counts.arrivals.sum() == 12


@pytest.mark.parametrize(
    "text",
    [
        ROWS.replace(",", ";"),
        ROWS.replace(",", "\t"),
        "\ufeff" + ROWS,
        ROWS.replace("service,start,arrivals", "Layanan,Mulai,Jumlah"),
        ROWS.replace("\n", "\r\n"),
        ROWS.replace("4\n", "4\n\n") + "\n\n",
        ROWS.replace("3\n", "3.0\n"),
        ROWS.replace(",", ";").replace("3\n", "3,0\n"),
        ROWS.replace("3\n", "\"'3'\"\n"),
        ROWS.replace(" 08:00", "T08:00"),
        HEAD + "Tea,05/01/2026 08.00,3\nTea,05/01/2026 09.00,4\nCoffee,06/01/2026 08.30,5\n",
        "note,service,start,arrivals\n" + "".join(f"x,{row}\n" for row in ROWS.splitlines()[1:]),
    ],
)
def test_other_ways_of_writing_mean_the_same(file, text):
    """Separators, byte order mark, headings, line ends, empty lines, whole decimals, the day first, further columns."""
    assert (file(text).counts.arrivals == file(ROWS).counts.arrivals).all()


def test_gzip_is_read_whatever_the_name(file):
    """By its first bytes."""
    assert (file(gzip.compress(ROWS.encode()), name="c.csv.gz").counts.arrivals == file(ROWS).counts.arrivals).all()


def test_finer_files_are_summed_to_the_slots(file):
    """Twelve rows of five minutes are one hour, or two half hours."""
    text = HEAD + "".join(f"a,2026-01-05 08:{m:02d},1\n" for m in range(0, 60, 5))
    assert file(text).counts.arrivals[0, 0, 8] == 12
    assert file(text, 30).counts.arrivals[0, 0, 16:18].tolist() == [6, 6]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "counts.empty"),
        (HEAD, "counts.no_rows"),
        (HEAD + "\n,,\n", "counts.no_rows"),
        ("service,begin,arrivals\na,2026-01-05,1\n", "counts.column_missing"),
        ("service,start,arrivals,count\na,2026-01-05,1,1\n", "counts.column_repeated"),
        ("service,start,arrivals,arrivals\na,2026-01-05,1,2\n", "counts.column_repeated"),
        (HEAD + ",2026-01-05 08:00,1\n", "counts.service_missing"),
        (HEAD + "a\x1b[31m,2026-01-05 08:00,1\n", "counts.service_letters"),
        (HEAD + "a\u202eb,2026-01-05 08:00,1\n", "counts.service_letters"),
        (HEAD + 'a,2026-01-05 08:00,"1,000"\n', "counts.arrivals_unreadable"),
        (HEAD + "a,yesterday,1\n", "counts.time_unreadable"),
        (HEAD + "a,2026-02-30 08:00,1\na,2026-02-20 08:00,1\n", "counts.time_unreadable"),
        (HEAD + "a,,1\na,2026-02-20 08:00,1\n", "counts.time_unreadable"),
        (HEAD + "a,2026-01-05 08:00+07:00,1\n", "counts.zoned"),
        (HEAD + "a,2026-01-05T08:00Z,1\n", "counts.zoned"),
        (HEAD + "a,1026-01-05 08:00,1\n", "counts.time_impossible"),
        (HEAD + "a,1971-01-05 08:00,1\na,2026-01-05 08:00,1\n", "counts.span_long"),
        (HEAD + "a,2026-01-05 08:00,many\n", "counts.arrivals_unreadable"),
        (HEAD + "a,2026-01-05 08:00,\n", "counts.arrivals_unreadable"),
        (HEAD + "a,2026-01-05 08:00,inf\n", "counts.arrivals_unreadable"),
        (HEAD + "a,2026-01-05 08:00,-1\n", "counts.arrivals_negative"),
        (HEAD + "a,2026-01-05 08:00,1.5\n", "counts.arrivals_fractional"),
        (HEAD + f"a,2026-01-05 08:00,{MOST_ARRIVALS + 1}\n", "counts.arrivals_huge"),
        (HEAD + "a,2026-01-05 08:00,1e300\n", "counts.arrivals_huge"),
        (HEAD + "a,2026-01-05 08:00,1\na,2026-01-05 08:00,1\n", "counts.repeated"),
        (HEAD + "a,2026-01-05 08:00,1\na,2026-01-05 09:00,1,7\n", "counts.cells_many"),
        (HEAD + 'a,"2026-01-05 08:00,1\n', "counts.not_a_table"),
        (b"service,start,arrivals\n\xff,2026-01-05 08:00,1\n", "counts.encoding"),
        (b"\x1f\x8b\x08broken", "counts.broken_gzip"),
        (b"\x00\x01\x02", "counts.column_missing"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_place(file, text, code):
    """Each with a code of its own; in tables with row and column as a spreadsheet shows them."""
    with pytest.raises(InputError) as refused:
        file(text)
    assert code in codes(refused)
    places = [p.where for p in refused.value.problems if p.code == code]
    assert all(place.file.endswith("counts.csv") for place in places)


def test_every_kind_of_mistake_is_told_at_once_and_the_rest_counted(file):
    """Rows 2 to 31 are negative and row 32 has no time: twenty are listed, ten counted."""
    text = HEAD + "".join(f"a,2026-01-05 {n // 60:02d}:{n % 60:02d},-1\n" for n in range(30)) + "a,never,1\n"
    with pytest.raises(InputError) as refused:
        file(text)
    assert codes(refused) == {"counts.arrivals_negative", "counts.more", "counts.time_unreadable"}
    more = next(p for p in refused.value.problems if p.code == "counts.more")
    assert more.params == {"code": "counts.arrivals_negative", "rows": 10}
    (unread,) = (p for p in refused.value.problems if p.code == "counts.time_unreadable")
    assert (unread.where.row, unread.where.column, unread.found) == (32, "start", "never")


def test_the_hour_that_the_clock_repeats_may_stand_twice(file):
    """London, 25 October 2026, 01:00 comes twice; in Jakarta it does not."""
    text = HEAD + "a,2026-10-25 01:00,2\na,2026-10-25 01:00,3\na,2026-10-26 01:00,1\n"
    read = file(text, zone="Europe/London")
    assert read.counts.arrivals[0, 0, 1] == 5
    assert [note.code for note in read.notes] == ["counts.clock_change"]
    with pytest.raises(InputError) as refused:
        file(text)
    assert codes(refused) == {"counts.repeated"}


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../etc/passwd"])
def test_an_unknown_zone_is_refused(file, zone):
    """With zones that there are."""
    with pytest.raises(InputError) as refused:
        file(ROWS, zone=zone)
    assert codes(refused) == {"counts.unknown_zone"}


def test_parquet_without_its_library_says_what_to_install(file):
    """Where pyarrow is missing; where it is not, the file is none."""
    with pytest.raises(InputError) as refused:
        file(b"PAR1", name="counts.parquet")
    assert codes(refused) <= {"counts.parquet_library", "counts.unreadable"}


def daily(values, service="a", start=date(2026, 1, 5)):
    """Rows of one slot a day."""
    days = (date.fromordinal(start.toordinal() + n) for n in range(len(values)))
    return "".join(f"{service},{day} 08:00,{n}\n" for day, n in zip(days, values, strict=True) if n is not None)


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (daily([5] * 20 + [None] * 5 + [5] * 20), "counts.days_missing"),
        (daily([5] * 20 + [None] + [5] * 20), "counts.day_missing"),
        (daily([5] * 20 + [None] * 150 + [5] * 20), "counts.gap"),
        (daily([5] * 60 + [50] * 40), "counts.level_jumps"),
        (daily([50] * 60 + [5] * 8), "counts.level_jumps"),
        (daily([0] * 40), "counts.nobody"),
        (daily([0] * 40 + [5] * 40), "counts.begins"),
        (daily([5] * 40 + [0] * 40), "counts.ends"),
        (daily([5] * 60 + [90]), "counts.day_jumps"),
        (daily([5] * 9, "Tea") + daily([5] * 9, "TEA"), "counts.names_alike"),
    ],
)
def test_what_deserves_a_look_is_noted_and_used(file, rows, code):
    """Gaps, nobody at all, a service that begins or ends, a jump, names alike."""
    read = file(HEAD + rows)
    assert [note.code for note in read.notes] == [code]
    assert all(note.severity == "note" for note in read.notes)


@pytest.mark.parametrize(
    ("names", "ids"),
    [
        (("Paspor Baru", "paspor-baru"), ("paspor_baru", "paspor_baru_2")),
        (("日本", "한국"), ("service_1", "service_2")),
        (("x" * 90,), ("x" * 32,)),
    ],
)
def test_every_name_has_an_id_of_its_own(file, names, ids):
    """Names that mean the same, that have no Latin letter, that are long."""
    counts = file(HEAD + "".join(f"{name},2026-01-05 08:00,1\n" for name in names)).counts
    assert (counts.names, counts.services) == (names, ids)
