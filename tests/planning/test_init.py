"""A new office from a preset."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from office.problems import ConfigError
from planning.calendarfile import read_calendar
from planning.config import load_config
from planning.init import PRESETS, start_office

PRESET_FOLDER = Path(__file__).parents[2] / "configs"


def loaded(tmp_path: Path, files: dict[str, str]):
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return load_config(next(tmp_path / name for name in files if name.endswith(".yaml")))


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_without_a_name_is_the_office_that_ships(tmp_path, preset):
    """Same office, the national calendar beside it (the preset's own days are not), every remark kept."""
    files = start_office(PRESET_FOLDER, preset)
    shipped = load_config(PRESET_FOLDER / f"{preset}.yaml")
    assert sorted(files) == sorted([f"{preset}.yaml", "indonesia.csv"])
    new = loaded(tmp_path, files)
    assert new.config.office == shipped.config.office
    assert new.entries == read_calendar(PRESET_FOLDER / "calendars" / "indonesia.csv", {})
    assert files[f"{preset}.yaml"].count("#") == (PRESET_FOLDER / f"{preset}.yaml").read_text("utf-8").count("#")


@pytest.mark.parametrize("preset", PRESETS)
def test_the_name_is_put_in(tmp_path, preset):
    """Name, id and letterhead are the new office's; everything else is the preset's."""
    files = start_office(PRESET_FOLDER, preset, 'Kantor Imigrasi "Curup": #1')
    new = loaded(tmp_path, files).config.office
    first = files[f"{new.id}.yaml"].splitlines()[0]
    assert first == f'# Kantor Imigrasi "Curup": #1 (dari contoh / from the sample: {preset})'
    old = load_config(PRESET_FOLDER / f"{preset}.yaml").config.office
    assert (new.id, new.name) == ("kantor_imigrasi_curup_1", 'Kantor Imigrasi "Curup": #1')
    assert new.letterhead.lines == (new.name,)
    same = {"id": old.id, "name": old.name, "letterhead": old.letterhead}
    assert new.model_copy(update=same).model_dump() == old.model_dump()


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=60))
def test_any_name_gives_an_office_that_loads_or_is_refused(tmp_path_factory, name):
    """Quotes, line breaks and letters of the world do no harm; a name without letters or digits is refused."""
    try:
        files = start_office(PRESET_FOLDER, "ukk_small", name)
    except ConfigError as error:
        codes = [problem.code for problem in error.problems]
    else:
        office = loaded(tmp_path_factory.mktemp("new"), files).config.office
        printable = "".join(letter for letter in name if letter.isprintable() or letter.isspace())
        codes = [] if office.name == " ".join(printable.split()) else ["another name"]
    assert codes in ([], ["init.name"])


def test_a_preset_that_does_not_exist():
    """The refusal says which there are."""
    with pytest.raises(ConfigError) as error:
        start_office(PRESET_FOLDER, "lebon")
    assert error.value.problems[0].allowed == PRESETS
