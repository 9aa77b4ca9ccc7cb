"""An office's YAML: every mistake at once, at its line and column, with a sentence in both languages."""

import ast
import string
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from office.problems import ConfigError, Problem
from planning.config import Config, LoadedConfig, load_config
from planning.configerrors import CODES
from report.words.catalogue import Words, catalogue
from scheduler.rules import DEFAULT_RULES

ROOT = Path(__file__).parents[2]
CONFIGS = sorted((ROOT / "configs").glob("*.yaml"))
LEBONG = (ROOT / "configs" / "lebong.yaml").read_text(encoding="utf-8").replace("calendar: [calendars", "# calendar")


def load(tmp_path: Path, text: str | bytes) -> LoadedConfig:
    path = tmp_path / "office.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_config(path)


def problems(tmp_path: Path, text: str | bytes) -> tuple[Problem, ...]:
    with pytest.raises(ConfigError) as error:
        load(tmp_path, text)
    return error.value.problems


def changed(old: str, new: str) -> str:
    assert LEBONG.count(old) >= 1, old
    return LEBONG.replace(old, new, 1)


@pytest.mark.parametrize("path", CONFIGS, ids=lambda path: path.stem)
def test_every_shipped_office_loads_without_a_remark(path):
    """No error, no note, a calendar, and a questionnaire for every service, so that it runs without a log."""
    loaded = load_config(path)
    config = loaded.config
    assert loaded.notes == ()
    assert loaded.entries
    assert config.forecast.questionnaire is not None
    assert set(config.forecast.questionnaire.services) == set(config.office.service_ids)
    assert Config.model_validate_json(config.model_dump_json(by_alias=True)) == config


def test_the_sizes_of_the_shipped_offices():
    """As the domain study proposes: counters, officers, interviewers, working hours."""
    sizes = {path.stem: load_config(path).config.office for path in CONFIGS}
    assert {name: (len(o.counters), len(o.officers)) for name, o in sizes.items()} == {
        "lebong": (7, 12), "ukk_small": (3, 5), "large": (20, 45), "bakery": (5, 8),
    }  # fmt: skip
    lebong = sizes["lebong"]
    assert sum("wawancara" in officer.skills for officer in lebong.officers) == 4
    assert sum("bap" in officer.skills for officer in lebong.officers) == 2
    assert [lebong.promises[0].id, lebong.absence_rate] == ["prioritas", 0.03]


def test_an_office_that_lists_no_rules_has_the_usual_ones_and_basic_ones_always_hold(tmp_path):
    """A rule that is named takes the place of the usual one of its name, and no other's."""
    assert load_config(ROOT / "configs" / "lebong.yaml").config.roster.rules == DEFAULT_RULES
    named = load(tmp_path, LEBONG + "  rules:\n    - {rule: daily_rest, hours: 12}\n").config.roster.rules
    assert named[-1].rule == "daily_rest"
    assert sorted(rule.rule for rule in named) == sorted(rule.rule for rule in DEFAULT_RULES)
    assert [rule.hours for rule in named if rule.rule == "daily_rest"] == [12]


def test_a_rule_for_some_stands_beside_the_usual_one(tmp_path):
    """Three nights in a row at most does not end the day off in seven."""
    rule = "{rule: consecutive_days, most: 3, which: {shifts: [dinas]}}"
    rules = load(tmp_path, LEBONG + f"  rules:\n    - {rule}\n").config.roster.rules
    assert [rule.most for rule in rules if rule.rule == "consecutive_days"] == [6, 3]
    assert rules[:-1] == DEFAULT_RULES


def test_usual_rules_are_left_out_by_name_and_with_a_note(tmp_path):
    """And stay out when the config is written down and read again."""
    loaded = load(tmp_path, LEBONG + "  without: [fair_turns]\n  rules:\n    - {rule: work_days, most: 5}\n")
    named = [rule.rule for rule in loaded.config.roster.rules]
    assert "fair_turns" not in named
    assert named[-1] == "work_days"
    assert len(named) == len(DEFAULT_RULES)
    assert ("config.usual_dropped", "fair_turns") in {(note.code, note.found) for note in loaded.notes}
    assert Config.model_validate_json(loaded.config.model_dump_json(by_alias=True)) == loaded.config
    (problem,) = problems(tmp_path, LEBONG + "  without: [one_shift]\n")
    assert (problem.code, problem.where.path) == ("config.not_allowed", "roster.without.0")


@pytest.mark.parametrize("number", ["1000000000000000000000000", "1e30"])
@pytest.mark.parametrize(
    "rule",
    [
        "{{rule: work_days, most: {}}}",
        "{{rule: work_minutes, least: {}, level: wishes}}",
        "{{rule: work_days, most: 5, level: wishes, weight: {}}}",
        "{{rule: counter_heads, steps: [berkas], least: {}}}",
        "{{rule: consecutive_days, most: null, least: {}}}",
        "{{rule: heads, wanted: {{least: 1, under: {}}}}}",
        "{{rule: wishes, wishes: [{{officer: petugas_a, weight: {}}}]}}",
        "{{rule: stints, minutes: {}}}",
        "{{rule: desk_weeks, weeks: {}}}",
        "{{rule: fair_turns, spread: {}}}",
        "{{rule: daily_rest, hours: {}}}",
    ],
)
def test_numbers_of_rules_have_an_end(tmp_path, rule, number):
    """No number is so large that a solver could not count with it; what is allowed is said."""
    found = problems(tmp_path, LEBONG + f"  rules:\n    - {rule.format(number)}\n")
    assert {problem.code for problem in found} <= {"config.at_most", "config.not_whole", "config.not_number"}


def test_no_field_of_a_rule_is_without_end():
    """Every number of a rule has a most."""
    schema = Config.model_json_schema()
    rules = [part for part in schema["$defs"].values() if "rule" in part.get("properties", {})]
    named = {name: part for rule in rules for name, part in rule["properties"].items()}
    whole = [(name, each) for name, part in named.items() for each in (part, *part.get("anyOf", ()))]
    ends = [(name, each) for name, each in whole if each.get("type") in ("integer", "number") and "enum" not in each]
    assert ends
    assert [name for name, each in ends if "maximum" not in each] == []


@pytest.mark.parametrize(
    ("rules", "code", "found"),
    [
        (["{rule: work_days, most: 5}"] * 2, "rule_twice", "work_days"),
        (
            ["{rule: locks, held: [{officer: petugas_a, day: 2026-12-01, shift: dinas}]}",
             "{rule: locks, held: [{officer: petugas_a, day: 2026-12-01}]}"],
            "locks_contradict", "petugas_a, 2026-12-01",
        ),
    ],
)  # fmt: skip
def test_rules_that_stand_twice_or_contradict_each_other_are_remarked_on(tmp_path, rules, code, found):
    """At the later of them."""
    notes = load(tmp_path, LEBONG + "  rules:\n" + "".join(f"    - {rule}\n" for rule in rules)).notes
    (note,) = [note for note in notes if note.code == f"config.{code}"]
    assert (note.found, note.where.path[:14]) == (found, "roster.rules.1")


@pytest.mark.parametrize(
    ("old", "new", "code", "path", "found", "allowed"),
    [
        ("schema_version: 1", "schema_version: 2", "not_allowed", "schema_version", "2", ("1",)),
        ("  slot_minutes: 30", "  slot_minutes: 20", "not_allowed", "office.slot_minutes", "20", ("15", "30", "60")),
        ("  slot_minutes: 30", "  slot_minute: 30", "unknown_key", "office.slot_minute", "slot_minute",
         ("slot_minutes",)),
        ("{step: berkas, minutes: 5,", "{step: berkaz, minutes: 5,", "unknown_step", "office.services.0.route.0.step",
         "berkaz", ("berkas",)),
        ("{step: berkas, minutes: 5,", "{stp: berkas, minutes: 5,", "missing", "office.services.0.route.0.step", "",
         ()),
        ("minutes: 5,", "minutes: dua belas,", "not_number", "office.services.0.route.0.minutes", "dua belas", ()),
        ("minutes: 5,", "minutes: -5,", "more_than", "office.services.0.route.0.minutes", "-5", ()),
        ("minutes: 5,", "minutes: .inf,", "not_number", "office.services.0.route.0.minutes", ".inf", ()),
        ("name: Paspor baru", "name: 12", "not_text", "office.services.0.name", "12", ()),
        ("id: lebong", "id: Lebong", "not_slug", "office.id", "Lebong", ()),
        ("zone: Asia/Jakarta", "zone: Asia/Jakrata", "unknown_zone", "office.zone", "Asia/Jakrata",
         ("Asia/Jakarta", "Asia/Makassar")),
        ("mon-fri: [08.00-14.30]", "mon-fry: [08.00-14.30]", "weekdays", "office.hours.tickets.normal.mon-fry",
         "mon-fry", ()),
        ("mon-fri: [08.00-14.30]", "mon-fri: 08.00-14.30", "not_list", "office.hours.tickets.normal.mon-fri",
         "08.00-14.30", ()),
        ("mon-fri: [08.00-14.30]", "mon-fri: [8.30]", "span_number", "office.hours.tickets.normal.mon-fri.0", "8.30",
         ()),
        ("mon-fri: [08.00-14.30]", "mon-fri: [{start: 8.30, end: 14.00-15}]", "clock_unquoted",
         "office.hours.tickets.normal.mon-fri.0.start", "8.30", ()),
        ("mon-fri: [08.00-14.30]", 'mon-fri: [{start: 8, end: "14.00"}]', "clock_unquoted",
         "office.hours.tickets.normal.mon-fri.0.start", "8", ()),
        ("mon-fri: [08.00-14.30]", "mon-fri: [14.30-08.00]", "span_order", "office.hours.tickets.normal.mon-fri.0",
         "14.30-08.00", ()),
        ("minutes: 60, window: 11.00-14.00", "minutes: 60, window: 11.00-11.30", "break_window",
         "office.breaks.normal.mon-thu", "{minutes: 60, window: 11.00-11.30, every: 60}", ()),
        ("skills: [informasi]}", "skills: []}", "too_few", "office.steps.0.skills", "[]", ()),
        ("visits: {}", "visits: {services: {PASPOR: pasport_baru}}", "unknown_service", "visits.services.PASPOR",
         "pasport_baru", ("paspor_baru",)),
        ("      percepatan: {visitors", "      percepat: {visitors", "unknown_service",
         "forecast.questionnaire.services.percepat", "percepat", ("percepatan",)),
        ("visitors: 9, low: 4", "visitors: 9, low: 10", "guess_range", "forecast.questionnaire.services.pengambilan",
         "{visitors: 9, low: 10, high: 15}", ()),
        ("{id: l2, name: L2", "{id: l2, name: L1", "repeated_name", "office.counters.1.name", "L1", ()),
        ("{id: l2, name: L2", "{id: l2, name: l-1", "repeated_name", "office.counters.1.name", "l-1", ()),
        ("name: Petugas B", "name: petugas  a", "repeated_name", "office.officers.1.name", "petugas  a", ()),
        ("ticket: A2", "ticket: A1", "repeated_ticket", "office.services.1.ticket", "A1", ()),
    ],
)  # fmt: skip
def test_one_mistake_is_told_where_it_stands(tmp_path, old, new, code, path, found, allowed):
    """Line and column point at the mistake in the text, the path at its place in the office."""
    text = changed(old, new)
    listed = problems(tmp_path, text)
    (problem,) = [p for p in listed if p.code == f"config.{code}" and p.where.path == path]
    assert (problem.found, problem.allowed) == (found, allowed)
    assert problem.where.line == LEBONG[: LEBONG.index(old)].count("\n") + 1
    assert problem.where.file == str(tmp_path / "office.yaml")
    if found and not found.startswith(("{", "[")):
        line = text.split("\n")[problem.where.line - 1]
        assert line[problem.where.char - 1 :].startswith(found)


@pytest.mark.parametrize(
    ("rules", "code", "found", "allowed"),
    [
        ("{rule: weekly_nrm}", "unknown_rule", "weekly_nrm", ("weekly_norm",)),
        ("{hours: 3}", "missing", "", ()),
        ("{rule: daily_rest, ours: 3}", "unknown_key", "ours", ("hours",)),
        ("daily_rest", "not_table", "daily_rest", ()),
        ("{rule: fair_turns, counters: [l9]}", "unknown_counter", "l9", None),
        ("{rule: work_days, most: 5, who: {officers: [petugas_q]}}", "unknown_officer", "petugas_q", None),
        ("{rule: shift_count, most: 5, which: {shifts: [dines]}}", "unknown_shift", "dines", ("dinas",)),
        ("{rule: sequence, days: [{shifts: [dines]}, off]}", "unknown_shift", "dines", ("dinas",)),
        ("{rule: sequence, days: [{shift: [dinas]}, off]}", "unknown_key", "shift", ("shifts",)),
        ("{rule: daily_rest, after: [{which: {shifts: [x]}, hours: 12}]}", "unknown_shift", "x", ("dinas",)),
        ("{rule: wishes, wishes: [{officer: petugas_a, day: soon}]}", "not_date", "soon", ()),
        ("{rule: locks, held: [{officer: x, day: 2026-12-01}]}", "unknown_officer", "x", None),
        ("{rule: heads, wanted: 2, days: {later: 2}}", "not_date", "later", ()),
        ("{rule: work_days}", "limits_missing", "{rule: work_days}", ()),
        ("{rule: work_days, most: some}", "not_whole", "some", ()),
        ("{rule: work_days, least: 6, most: 5}", "limits_order", "{rule: work_days, least: 6, most: 5}", ()),
        ("{rule: consecutive_days, least: 9, most: 3}", "limits_order", None, ()),
        ("{rule: consecutive_days_off, least: 9, most: 3}", "limits_order", None, ()),
        ("{rule: work_days, least: 4, most: {normal: 5, ramadan: 3}}", "limits_order", None, ()),
        ("{rule: off_around_leave}", "leave_sides_missing", None, ()),
        ("{rule: unavailable, times: [{officer: petugas_a, until: 2026-12-01}]}", "until_without_day", None, ()),
        ("{rule: pairs, officers: [petugas_a, petugas_a]}", "officer_twice", None, ()),
        ("{rule: work_days, most: 5, period: {days: 3, weeks: 1}}", "period", "{days: 3, weeks: 1}", ()),
    ],
)
def test_rules_that_are_none(tmp_path, rules, code, found, allowed):
    """Names of rules and of their numbers are suggested."""
    (problem,) = problems(tmp_path, LEBONG + f"  rules:\n    - {rules}\n")
    assert problem.code == f"config.{code}"
    assert found is None or problem.found == found
    assert problem.where.path.startswith("roster.rules.0")
    assert allowed is None or problem.allowed == allowed


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("{rule: work_days, most: 5, who: {any_tag: [senior]}}", "rule_of_nobody"),
        ("{rule: shift_count, most: 5, which: {any_tag: [late]}}", "rule_of_no_shift"),
        ("{rule: daily_rest, after: [{which: {any_tag: [late]}, hours: 12}]}", "rule_of_no_shift"),
    ],
)
def test_rules_that_mean_nobody_are_remarked_on(tmp_path, rule, code):
    """A tag that nobody has makes a rule that does nothing: usable, but worth a look."""
    notes = load(tmp_path, LEBONG + f"  rules:\n    - {rule}\n").notes
    (note,) = [note for note in notes if note.code.startswith("config.rule")]
    assert (note.code, note.where.path[:14]) == (f"config.{code}", "roster.rules.0")


def test_rules_of_a_kind_may_stand_side_by_side(tmp_path):
    """Two with different filters both hold, beside the basic ones."""
    listed = "".join(f"    - {{rule: work_days, most: {n}, name: N{n}}}\n" for n in (4, 5))
    rules = load(tmp_path, LEBONG + f"  rules:\n{listed}").config.roster.rules
    assert [rule.name for rule in rules if rule.rule == "work_days"] == ["N4", "N5"]


def test_all_mistakes_at_once(tmp_path):
    """Wrong types do not hide wrong names, the office does not hide the roster, the YAML does not hide the calendar."""
    text = (
        changed("minutes: 5,", "minutes: lima,")
        .replace("{id: petugas_l, name: Petugas L, contract: pppk", "{id: petugas_l, name: Petugas L, contract: pppp")
        .replace("mon-thu: 07.30-16.00", "mon-thu: 07.30")
        .replace("# calendar/indonesia.csv, calendars/lebong.csv]", "calendar: nowhere.csv")
        .replace("place: Lebong", "place: Lebong\n    place: Curup")
    )
    codes = {problem.code for problem in problems(tmp_path, text)}
    assert codes == {
        "config.not_number", "config.unknown_contract", "config.span_number", "calendar.not_found",
        "config.repeated_key",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code", "line", "char"),
    [
        (b"", "empty", None, None),
        (b"  \n\n", "empty", None, None),
        (b"# only a remark\n", "empty", 1, 1),
        (b"just words", "no_table", 1, 1),
        (b"- a\n- b\n", "no_table", 1, 1),
        (b"office:\n\tid: x\n", "yaml_tab", 2, 1),
        (b"office: a: b\n", "yaml_colon", 1, 10),
        (b"a: 1\nname: 'Kantor\n", "yaml_quote", 2, 7),
        (b"a: [1, 2\nb: 3\n", "yaml_bracket", 1, 4),
        (b"a: {b: 1\nc: 3\n", "yaml_bracket", 1, 4),
        (b"a: *x\n", "yaml_alias", 1, 4),
        (b"a: 1\n---\nb: 2\n", "yaml_documents", 2, 1),
        (b"a: 1\nb: \x07\n", "yaml_character", 2, 4),
        (b"a: 1\nname: Caf\xe9\n", "encoding", 2, 10),
        ("a: 1\n".encode("utf-16"), "encoding", 1, 1),
        (b"a: &x [*x]\n", "too_large", None, None),
        (b"a: &a [1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n"
         b"d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e]\n",
         "too_large", None, None),
        (b"[" * 1200, "yaml_syntax", 1, 1),
        (b"x: !!python/object:os.system {}\n", "yaml_tag", 1, 4),
        (b"? [a, b]\n: 1\n", "yaml_key", 1, 3),
        (b"office: 1\noffice: 2\n", "repeated_key", 2, 1),
    ],
)  # fmt: skip
def test_files_that_are_no_yaml(tmp_path, text, code, line, char):
    """Each way to break a file has its own sentence, at the place where it breaks."""
    listed = [problem for problem in problems(tmp_path, text) if problem.code == f"config.{code}"]
    assert len(listed) == 1
    assert line is None or (listed[0].where.line, listed[0].where.char) == (line, char)


def test_paths_that_are_no_file(tmp_path):
    """A folder and a missing file are told apart."""
    for path, code in ((tmp_path, "config.folder"), (tmp_path / "no.yaml", "config.not_found")):
        with pytest.raises(ConfigError) as error:
            load_config(path)
        assert [problem.code for problem in error.value.problems] == [code]


@pytest.mark.parametrize("name", ["a" * 5000, '"a\\0b"'])
def test_names_that_no_file_can_have(tmp_path, name):
    """A calendar's name too long for any disk, or with a NUL in it, is told like one that cannot be opened."""
    assert [problem.code for problem in problems(tmp_path, LEBONG + f"calendar: {name}\n")] == ["calendar.unreadable"]


@pytest.mark.parametrize(("word", "usable"), [("no", False), ("yes", True), ("off", False), ("true", True)])
def test_yes_and_no_are_understood_where_they_are_asked_for(tmp_path, word, usable):
    """In this YAML `no` is a text; where yes or no is asked for it means no."""
    text = changed("{id: l4, name: L4, type: bilik}", f"{{id: l4, name: L4, type: bilik, available: {word}}}")
    assert load(tmp_path, text).config.office.counter("l4").available is usable


@pytest.mark.parametrize(("name", "text"), [("no", "no"), ("'12'", "12"), ('"08.30"', "08.30"), ("Ñandú", "Ñandú")])
def test_texts_stay_texts(tmp_path, name, text):
    """`no` is never turned into false, and quotes keep numbers as they are."""
    assert (
        load(tmp_path, changed("name: Paspor baru", f"name: {name}")).config.office.service("paspor_baru").name == text
    )


def test_bom_anchors_and_merges(tmp_path):
    """Notepad's byte order mark is no letter; YAML's own shorthand works."""
    text = changed("- {id: pns, day_minutes: 450", "- &c\n      {id: pns, day_minutes: 450").replace(
        "- {id: pppk, day_minutes: 450, ramadan_day_minutes: 390}", "- {<<: *c, id: pppk}"
    )
    office = load(tmp_path, b"\xef\xbb\xbf" + text.encode()).config.office
    assert [contract.ramadan_day_minutes for contract in office.contracts] == [390, 390]


NOTED = {
    f"config.{code}"
    for code in (
        "single_officer", "patience_below_target", "step_counter_closed", "promise_counter_closed", "never_open",
        "days_not_owed",
    )
}  # fmt: skip
"""Advice that stops no plan."""
SERVICE_HOURS = """    service:
      normal: {mon-fri: [08.00-15.00]}
      ramadan: {mon-thu: [08.00-15.00], fri: [08.00-15.30]}
"""


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        (SERVICE_HOURS, "    service:\n      normal: {}\n", {"never_open"}),
        ("roster:\n", "roster:\n  rules: [{rule: weekly_norm, owed_days: [sat]}]\n", {"days_not_owed"}),
        ("roster:\n", "roster:\n  rules: [{rule: weekly_norm, owed_days: [fri, sat]}]\n", set()),
        (SERVICE_HOURS, "    service:\n      normal: {fri-sat: [08.00-11.30]}\n", {"hours_without_shift"}),
        ("name: Pemeriksaan berkas, skills: [berkas]", "name: Pemeriksaan berkas, skills: [berkas, bap, informasi]",
         {"step_without_officer", "promise_officers"}),
        ("{id: penyerahan, steps: [penyerahan]}", "{id: penyerahan, steps: [informasi]}",
         {"step_without_counter", "promise_counters"}),
        ("type: penyerahan}", "type: penyerahan, available: false}", {"step_counter_closed", "promise_counter_closed"}),
        ("name: Informasi, steps: [informasi]}", "name: Informasi, steps: [informasi], officers: 2}",
         {"promise_counters"}),
        ("name: Biometrik dan wawancara\n      steps", "name: Biometrik dan wawancara\n      officers: 5\n      steps",
         {"promise_officers", "promise_counters"}),
        ("name: Biometrik dan wawancara\n      steps", "name: Biometrik dan wawancara\n      officers: 3\n      steps",
         set()),
        ("biometrik, izin_tinggal, bap]", "biometrik, izin_tinggal]", {"single_officer"}),
        ("{step: berkas, minutes: 5, cv: 0.5}", "{step: berkas, minutes: 415, cv: 0.5}", set()),
        ("{step: berkas, minutes: 5, cv: 0.5}", "{step: berkas, minutes: 439, cv: 0.5}", {"service_too_long"}),
        ("  absence_rate: 0.03", "  guard_minutes: 45\n  absence_rate: 0.03", set()),
        ("ticket: A2\n", "ticket: A2\n      patience: 30\n", set()),
        ("ticket: A2\n", "ticket: A2\n      patience: 29.5\n", {"patience_below_target"}),
        ("minutes: 60, window: 11.00-14.00", "minutes: 60, window: 07.00-08.00",
         {"break_does_not_fit"}),
        ("{id: pns, day_minutes: 450", "{id: pns, day_minutes: 451", {"norm_out_of_reach"}),
        ("{id: pns, day_minutes: 450", "{id: pns, tolerance_minutes: 1, day_minutes: 451", set()),
        ("{id: pppk, day_minutes: 450, ramadan_day_minutes: 390", "{id: pppk, ramadan_day_minutes: 389",
         {"norm_out_of_reach"}),
        ("mon-fri: [08.00-15.00]}", "mon-fri: [07.30-15.00]}", set()),
        ("mon-fri: [08.00-15.00]}", "mon-fri: [07.29-15.00]}", {"hours_without_shift"}),
        ("skills: [penyerahan], week_minutes: 1200", "skills: [penyerahan, bap], week_minutes: 1200",
         {"task_without_officer"}),
    ],
)  # fmt: skip
def test_advice_about_what_cannot_work(tmp_path, old, new, codes):
    """Each check fires on one change of an office that passes all of them, and not on the change next to it."""
    try:
        listed = load(tmp_path, changed(old, new)).notes
    except ConfigError as error:
        listed = error.problems
    found = [problem for problem in listed if problem.code != "config.no_calendar"]
    assert {problem.code for problem in found} == {f"config.{code}" for code in codes}
    assert all(problem.where.line for problem in found)
    notes = {problem.code for problem in found if problem.severity == "note"}
    assert notes == {problem.code for problem in found} & NOTED


def test_an_office_without_a_calendar_is_told_so(tmp_path):
    """It works, but its holidays are unknown."""
    assert [(note.code, note.severity) for note in load(tmp_path, LEBONG).notes] == [("config.no_calendar", "note")]


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_no_edit_of_a_file_gives_anything_but_problems(tmp_path_factory, data):
    """Cut, doubled or disturbed anywhere, a file is read or refused with sentences; never a traceback."""
    size = len(LEBONG)
    start = data.draw(st.integers(0, size))
    length = data.draw(st.integers(0, 40))
    piece = data.draw(st.text(alphabet=string.printable + "é\x00€", max_size=6))
    text = LEBONG[:start] + piece + LEBONG[start + length :]
    told: tuple[Problem, ...] = ()
    try:
        told = load(tmp_path_factory.mktemp("edit"), text).notes
    except ConfigError as error:
        told = error.problems
    assert told
    for problem in told:
        say(problem)


def say(problem: Problem) -> None:
    """Both languages can say it."""
    for language in ("id", "en"):
        words = Words(language)
        facts = {"found": problem.found, "allowed": ", ".join(problem.allowed), **problem.params}
        assert words(f"problem.{problem.code}", **facts)
        if words.has(f"remedy.{problem.code}"):
            assert words(f"remedy.{problem.code}", **facts)


def kinds_raised_by_us() -> set[str]:
    """Codes of our own validators in the modules whose models stand in a config."""
    files = [*(ROOT / "office").glob("*.py"), *(ROOT / "office/visits").glob("format.py"),
             *(ROOT / "forecast").glob("settings.py"), ROOT / "scheduler/shifts.py",
             *(ROOT / "scheduler/rules").glob("*.py")]  # fmt: skip
    calls = (node for file in files for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    return {
        call.args[0].value
        for call in calls
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "PydanticCustomError"
    }


BY_SCHEMA = {
    "str": {"string_type"}, "int": {"int_type", "int_parsing", "int_from_float"}, "float": {"float_type",
    "float_parsing"}, "bool": {"bool_type", "bool_parsing"}, "tuple": {"tuple_type"}, "list": {"list_type"},
    "frozenset": {"frozen_set_type"}, "set": {"set_type"}, "dict": {"dict_type"}, "literal": {"literal_error"},
    "date": {"date_type", "date_from_datetime_parsing"},
    "model": {"model_type"}, "tagged-union": {"union_tag_invalid", "union_tag_not_found"},
}  # fmt: skip
BY_CONSTRAINT = {
    "pattern": "string_pattern_mismatch", "gt": "greater_than", "ge": "greater_than_equal", "lt": "less_than",
    "le": "less_than_equal",
}  # fmt: skip


def kinds_of(schema: object) -> set[str]:
    """Types of error that a pydantic schema can raise, by its kinds of nodes and their limits."""
    if isinstance(schema, list | tuple):
        return set().union(*map(kinds_of, schema))
    if not isinstance(schema, dict):
        return set()
    found = set(BY_SCHEMA.get(str(schema.get("type")), ()))
    found |= {kind for name, kind in BY_CONSTRAINT.items() if schema.get(name) is not None}
    text = schema.get("type") == "str"
    found |= {"string_too_short" if text else "too_short"} if isinstance(schema.get("min_length"), int) else set()
    found |= {"string_too_long" if text else "too_long"} if isinstance(schema.get("max_length"), int) else set()
    found |= {"finite_number"} if schema.get("type") == "float" else set()
    return found.union(*map(kinds_of, schema.values()))


def test_every_mistake_that_pydantic_can_find_has_a_sentence():
    """Types by walking the models' schema and our validators' source; a new kind of field must get its words."""
    raised = kinds_of(Config.__pydantic_core_schema__) | kinds_raised_by_us() | {"missing", "extra_forbidden"}
    assert len(raised) > 25
    assert raised - {"office"} <= CODES.keys()
    for language in ("id", "en"):
        assert {f"problem.{code}" for code in CODES.values()} <= catalogue(language).keys()


def test_every_code_of_these_files_has_a_sentence():
    """Literal codes in the modules that read the office's files."""
    names = ("advice", "config", "yamlfile", "textfile", "calendarfile", "cells", "book", "sheetfile", "init")
    files = [ROOT / "planning" / f"{name}.py" for name in names]
    literals = {
        node.value
        for file in files
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    codes = {text for text in literals if text.split(".")[0] in ("config", "calendar", "cell", "book", "init")
             and text.count(".") == 1 and text.split(".")[1].replace("_", "").isalpha()}  # fmt: skip
    assert len(codes) > 40
    for language in ("id", "en"):
        assert {f"problem.{code}" for code in codes} - catalogue(language).keys() == set()


def test_a_guard_without_priorities_is_told(tmp_path):
    """Where nobody goes before others, a guard for the others changes nothing."""
    text = changed("  absence_rate: 0.03", "  guard_minutes: 45\n  absence_rate: 0.03").replace(
        "      priority: 0\n", ""
    )
    assert "config.guard_without_priority" in {problem.code for problem in load(tmp_path, text).notes}


def test_visitors_are_sent_back_only(tmp_path):
    """A step that lies ahead, or that the service does not pass, is told at the route with what may stand there."""
    for step, code in (("biometrik_wawancara", {"config.rework_to"}), ("berkas", set())):
        text = changed("- {step: berkas, minutes: 5,", f"- {{step: berkas, rework: 0.1, rework_to: {step}, minutes: 5,")
        try:
            load(tmp_path, text)
            listed = ()
        except ConfigError as error:
            listed = error.problems
        assert {problem.code for problem in listed} == code
        assert all(p.where.path == "office.services.0.route" and p.params["allowed"] == "berkas" for p in listed)
