"""planning/today.py, planning/arrivalsfile.py and what the terminal says of them"""

from pathlib import Path

import pytest

from office.problems import InputError
from planning.arrivalsfile import seen_in_file, seen_in_log
from planning.inputs import gather
from planning.today import look_at_today
from report.terminal.today import today_lines
from report.words.catalogue import LANGUAGES, Words

CONFIGS = Path(__file__).parents[2] / "configs"
MONDAY, SUNDAY = "2026-08-03", "2026-08-02"
HALF_PAST_TEN = 630


@pytest.fixture(scope="module")
def inputs():
    """A small office that starts from the questionnaire: no log."""
    return gather(CONFIGS / "ukk_small.yaml")


def counts_file(folder, *rows, heading="service,start,arrivals"):
    path = folder / "today.csv"
    path.write_text("\n".join([heading, *rows]) + "\n", encoding="utf-8")
    return path


def quiet(stage):
    """Nobody watches."""


def test_counts_by_id_or_name_land_in_their_slots(inputs, tmp_path):
    """Ids and names serve; who came before opening waits for the first ticket slot; only the last day counts."""
    one, other = inputs.office.services[:2]
    path = counts_file(
        tmp_path, f"{one.id},2026-07-31 09:00,50", f"{one.id},{MONDAY} 06:10,2", f"{one.id},{MONDAY} 10:00,3",
        f"{other.name},{MONDAY} 10:10,4",
    )  # fmt: skip
    seen = seen_in_file(path, inputs)
    assert f"{seen.grid.start}" == MONDAY
    assert seen.came.sum(axis=1)[:2].tolist() == [5, 4]
    assert seen.came[0].nonzero()[0][0] == 0
    assert seen.last == 600 + inputs.office.slot_minutes


def test_a_visit_log_serves_as_well(inputs, tmp_path):
    """The same office's log, cut at now: each visitor once, the last one's minute."""
    name = inputs.office.services[0].name
    path = counts_file(
        tmp_path, f"03/08/2026;A1;{name};08:12:00", f"03/08/2026;A2;{name};09:40:00", f"31/07/2026;A1;{name};09:40:00",
        heading="Tanggal;Nomor Antrean;Layanan;Waktu Ambil",
    )  # fmt: skip
    seen = seen_in_file(path, inputs)
    assert (int(seen.came.sum()), seen.last, f"{seen.grid.start}") == (2, 580, MONDAY)


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (["nobody_knows_it,2026-08-03 09:00,2"], "today.unknown_service"),
        ([], "today.no_arrivals"),
    ],
)
def test_a_file_without_use_is_refused(inputs, tmp_path, rows, code):
    """A service that the office does not have is named; a file without anybody says so, or why it cannot be read."""
    with pytest.raises(InputError) as refused:
        seen_in_file(counts_file(tmp_path, *rows), inputs)
    codes = [problem.code for problem in refused.value.problems]
    assert code in codes or not rows


def test_without_log_and_file_nothing_is_known(inputs):
    """The command needs arrivals from somewhere."""
    with pytest.raises(InputError) as refused:
        seen_in_log(inputs)
    assert refused.value.problems[0].code == "today.no_arrivals"


def test_a_closed_day_is_refused(inputs, tmp_path):
    """Arrivals of a Sunday are a wrong date."""
    path = counts_file(tmp_path, f"{inputs.office.services[0].id},{SUNDAY} 09:00,2")
    with pytest.raises(InputError) as refused:
        look_at_today(inputs, seen_in_file(path, inputs), HALF_PAST_TEN, 1, quiet)
    assert refused.value.problems[0].code == "today.closed"


@pytest.mark.parametrize(("visitors", "mood"), [(0, "quieter"), (60, "busier")])
def test_a_busy_morning_makes_a_busier_day(inputs, tmp_path, visitors, mood):
    """The total moves with what came, is never below it, and the mood says which way; so in both languages."""
    services = inputs.office.services
    rows = [f"{services[0].id},{MONDAY} 09:00,{visitors}", f"{services[0].id},{MONDAY} 13:30,1"]
    found = look_at_today(inputs, seen_in_file(counts_file(tmp_path, *rows), inputs), HALF_PAST_TEN, 1, quiet)
    line = found.lines[0]
    assert found.whole.mood == mood
    assert line.came == visitors
    assert line.total[0] >= visitors
    assert (found.whole.total[1] > found.whole.morning[1]) is (mood == "busier")
    assert found.whole.came == sum(line.came for line in found.lines)
    for language in LANGUAGES:
        text = today_lines(found, Words(language))
        assert Words(language)(f"today.mood.{mood}") in "\n".join(text)
        assert max(map(len, text)) <= 100
    assert found.summary()["now"] == "10:30"


def test_the_same_seed_says_the_same(inputs, tmp_path):
    """A day looked at twice is the same day."""
    path = counts_file(tmp_path, f"{inputs.office.services[0].id},{MONDAY} 09:00,7")
    one, other = (look_at_today(inputs, seen_in_file(path, inputs), None, 1, quiet).summary() for _ in range(2))
    assert one == other
