"""The checker: basic rules hold unnamed, and it loads no solver."""

import subprocess
import sys

from scheduler.check import check
from tests.scheduler.rules.tables import MON, TUE, at, given, roster_of, works


def test_basic_rules_hold_whether_an_office_names_them_or_not():
    """Two shifts on a day and a shift without any activity are told though no rule is given."""
    found = check(roster_of(works(MON), works(MON, lunch=690)), given(), ())
    assert {violation.rule for violation in found} == {"one_shift", "paid_minutes"}


def test_law_comes_before_wishes_and_days_in_their_order():
    """Hard breaches first, then by day."""
    found = check(roster_of(works(TUE), works(MON), at("l9", MON, "08.00-09.00")), given(), ())
    assert [v.hard for v in found] == sorted((v.hard for v in found), reverse=True)
    hard = [violation.day for violation in found if violation.hard]
    assert hard == sorted(hard)


def test_checking_loads_no_solver():
    """`check` starts without ortools."""
    code = "import sys, scheduler.check; sys.exit('ortools' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
