"""A small office for tests: two services, two counters, three officers."""

from office.office import Office


def parts() -> dict[str, object]:
    """Plain data of the office, to be changed by a test."""
    return {
        "id": "small",
        "name": "Kantor kecil",
        "skills": {"papers": "Papers", "talk": "Talk"},
        "steps": [{"id": "papers", "name": "Papers", "skills": ["papers"]},
                  {"id": "talk", "name": "Talk", "skills": ["papers", "talk"]}],
        "services": [{"id": "new", "name": "New", "ticket": "A",
                      "route": [{"step": "papers", "minutes": 5}, {"step": "talk", "minutes": 10}]},
                     {"id": "fast", "name": "Fast", "ticket": "C", "route": [{"step": "papers", "minutes": 5}],
                      "tickets": {"normal": {"mon-fri": ["08.00-11.00"]}}}],
        "counter_types": [{"id": "front", "steps": ["papers"]}, {"id": "booth", "steps": ["talk"]}],
        "counters": [{"id": "l1", "name": "L1", "type": "front"}, {"id": "l2", "name": "L2", "type": "booth"}],
        "contracts": [{"id": "full"}],
        "officers": [{"id": "a", "name": "Petugas A", "skills": ["papers"], "contract": "full"},
                     {"id": "b", "name": "Petugas B", "skills": ["papers", "talk"], "contract": "full"},
                     {"id": "c", "name": "Petugas C", "skills": ["talk"], "contract": "full"}],
        "hours": {
            "tickets": {"normal": {"mon-fri": ["08.00-12.00", "13.00-14.30"]}, "ramadan": {"mon-fri": ["08.00-14.00"]}},
            "service": {"normal": {"mon-fri": ["08.00-12.00", "13.00-15.00"]}, "ramadan": {"mon-fri": ["08.00-15.00"]}},
        },
        "breaks": {"normal": {"mon-fri": {"minutes": 60, "window": "12.00-13.00"}}},
    }  # fmt: skip


def small_office(**changes: object) -> Office:
    """The office, with some parts replaced."""
    return Office.model_validate({**parts(), **changes})
