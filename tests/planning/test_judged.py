"""What simulation found of a plan goes into its files, and a file without it is read as well."""

import json
from dataclasses import replace

from planning.judged import judged_data
from planning.results import RosterFile
from planning.rosterfile import plan_file, read_roster_file, roster_json
from report.terminal import plan_summary
from tests.report.judged import MISSES, OUT, REFINEMENT, THIN, judged_plan
from tests.report.sample import sample_plan

PLAN = judged_plan(sample_plan(), MISSES, THIN, visits=(OUT,))


def test_the_figures_are_data():
    """JSON gives them back as they are, with days as dates and verdicts in words of the schema."""
    data = judged_data(PLAN)
    assert json.loads(json.dumps(data)) == data
    first = data["certificate"]["cells"][0]
    assert (first["day"], first["verdict"], first["service"]) == ("2026-12-04", "misses", None)
    assert abs(first["missed_by"] - 0.04) < 1e-12
    assert [row["chosen"] for row in data["choices"]] == [False, True, False]
    assert [row["name"] for row in data["baselines"]] == ["past", "all_open", "erlang"]
    assert data["refinement"]["accepted"] == REFINEMENT.accepted


def test_they_stand_in_both_files(tmp_path):
    """roster.json gives them back; `--json` holds them beside the rest."""
    path = tmp_path / "roster.json"
    path.write_bytes(roster_json(plan_file(PLAN)))
    assert read_roster_file(path).judged == judged_data(PLAN)
    assert judged_data(PLAN).items() <= plan_summary(PLAN).items()


def test_a_repeatable_plan_tells_no_seconds():
    """Two runs differ in how long they took: it stays out of what must be the same."""
    again = replace(PLAN, provenance=PLAN.provenance.model_copy(update={"repeatable": True}))
    assert "seconds" in judged_data(PLAN)["refinement"]
    assert "seconds" not in judged_data(again)["refinement"]
    assert all("seconds" in level for level in plan_file(PLAN).levels)
    assert not any("seconds" in level for level in plan_file(again).levels)


def test_an_older_file_has_none(tmp_path):
    """Without the field a roster is read as before."""
    data = json.loads(roster_json(plan_file(PLAN)))
    del data["judged"]
    path = tmp_path / "roster.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    read = read_roster_file(path)
    assert read == RosterFile.model_validate(data)
    assert read.judged == {}
