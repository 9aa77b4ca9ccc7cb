"""A small office, and a log of it as text."""

from collections.abc import Callable
from pathlib import Path

import pytest

from office.office import Office
from office.problems import VisitLogError
from office.visits.format import VisitFormat
from office.visits.log import VisitLog
from office.visits.read import read_visits


def office_of(services: list[tuple[str, str, str]], zone: str = "Asia/Jakarta") -> Office:
    """An office with these services (id, name, ticket letter), open Monday to Friday with a closed lunch break."""
    return Office.model_validate(
        {
            "id": "contoh",
            "name": "Kantor Contoh",
            "zone": zone,
            "skills": {"umum": "Umum"},
            "steps": [{"id": "berkas", "name": "Berkas", "skills": ["umum"]}],
            "services": [
                {"id": id, "name": name, "ticket": letter, "route": [{"step": "berkas", "minutes": 5}]}
                for id, name, letter in services
            ],
            "counter_types": [{"id": "biasa", "steps": ["berkas"]}],
            "counters": [{"id": f"l{n}", "name": f"L{n} Berkas", "type": "biasa"} for n in (1, 2, 3)],
            "contracts": [{"id": "pns"}],
            "officers": [
                {"id": "petugas_a", "name": "Petugas A", "code": "P01", "skills": ["umum"], "contract": "pns"}
            ],
            "hours": {
                "tickets": {"normal": {"mon-fri": ["08.00-12.00", "13.00-15.00"]}},
                "service": {"normal": {"mon-fri": ["08.00-16.00"]}},
            },
            "breaks": {"normal": {"mon-fri": {"minutes": 60, "window": "11.30-13.30"}}},
        }
    )


@pytest.fixture(scope="session")
def office() -> Office:
    return office_of([("baru", "Paspor baru", "A"), ("ganti", "Penggantian", "B"), ("ambil", "Pengambilan", "G")])


@pytest.fixture(scope="session")
def office_with() -> Callable[..., Office]:
    """Makes offices with other services."""
    return office_of


class Reader:
    """Writes bytes to a file and reads them as a visit log of the office."""

    def __init__(self, folder: Path, office: Office) -> None:
        self.folder, self.office = folder, office

    def __call__(self, content: str | bytes, name: str = "antrean.csv", **format: object) -> VisitLog:
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_visits(path, self.office, VisitFormat.model_validate(format))

    def refused(self, content: str | bytes, name: str = "antrean.csv", **format: object) -> VisitLogError:
        with pytest.raises(VisitLogError) as caught:
            self(content, name, **format)
        return caught.value

    def codes(self, content: str | bytes, name: str = "antrean.csv", **format: object) -> list[str]:
        """Codes of all problems, whether the file was accepted or not; every row may be bad."""
        try:
            return [problem.code for problem in self(content, name, **{"max_bad": 0.999, **format}).problems]
        except VisitLogError as error:
            return [problem.code for problem in error.problems]


@pytest.fixture
def read(tmp_path: Path, office: Office) -> Reader:
    return Reader(tmp_path, office)
