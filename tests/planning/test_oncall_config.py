"""Posts on call in a config: read, named by rules, and told where they do not fit."""

from pathlib import Path

import pytest

from office.problems import ConfigError
from planning.config import load_config

CONFIGS = Path(__file__).parents[2] / "configs"


def load(tmp_path: Path, posts: str, rules: str = ""):
    text = (CONFIGS / "lebong.yaml").read_text(encoding="utf-8").replace("calendars/", f"{CONFIGS}/calendars/")
    text = text.replace("  promises:", f"  on_call:\n{posts}  promises:", 1) + (f"  rules:\n{rules}" if rules else "")
    path = tmp_path / "office.yaml"
    path.write_text(text, encoding="utf-8")
    return load_config(path)


def codes(tmp_path: Path, posts: str, rules: str = "") -> list[str]:
    with pytest.raises(ConfigError) as refused:
        load(tmp_path, posts, rules)
    return [problem.code for problem in refused.value.problems]


POST = "    - {id: sore, name: Sore, hours: {normal: {mon-fri: 16.30-21.00}}, skills: [wawancara]}\n"


def test_a_rule_may_name_a_post_as_its_shift(tmp_path):
    """Without any note, beside the usual rules of work."""
    loaded = load(tmp_path, POST, "    - {rule: consecutive_days, line: on_call, which: {shifts: [sore]}, most: 1}\n")
    assert [post.id for post in loaded.config.office.on_call] == ["sore"]
    assert loaded.notes == ()
    lines = [rule.line for rule in loaded.config.roster.rules if rule.rule == "consecutive_days"]
    assert sorted(lines) == ["on_call", "work"]


@pytest.mark.parametrize(("posts", "rules", "code"), [
    (POST.replace("wawancara", "wawncara"), "", "config.unknown_skill"),
    (POST + POST, "", "config.repeated_id"),
    (POST.replace("id: sore", "id: dinas"), "", "config.repeated_id"),
    (POST.replace("id: sore", "id: lunch"), "", "config.repeated_id"),
    (POST.replace("16.30-21.00", "16.30-02.00"), "", "config.span_order"),
    (POST, "    - {rule: shift_count, line: on_call, which: {shifts: [soree]}, most: 1}\n", "config.unknown_shift"),
    (POST, "    - {rule: shift_count, line: oncall, most: 1}\n", "config.not_allowed"),
    (POST, "    - {rule: overtime_pay, rates: [{rupiah: 1}], steps: [{percent: 200}, {beyond: 60, percent: 150}]}\n",
     "config.overtime_steps"),
])  # fmt: skip
def test_what_does_not_fit_is_told(tmp_path, posts, rules, code):
    """Each mistake by its own sentence."""
    assert code in codes(tmp_path, posts, rules)
