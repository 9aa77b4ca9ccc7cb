"""The house stands: imports go down the floors, no circles, heavy libraries only where they belong."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOORS = ("office", "forecast", "staffing", "scheduler", "planning", "report", "commandline", "cli")
ONLY_IN = {
    "ortools": (
        "scheduler/model.py",
        "scheduler/modelbase.py",
        "scheduler/modelsink.py",
        "scheduler/solver/",
        "scheduler/allocation",
        "scheduler/lines/",
        "scheduler/repair/",
    ),
    "highspy": ("scheduler/lines/", "scheduler/solver/", "scheduler/activities/", "scheduler/allocation/"),
    "prophet": ("forecast/models/prophet.py",),
    "matplotlib": ("report/plots",),
    "click": ("cli.py", "commandline/"),
    "xlsxwriter": ("report/",),
    "jinja2": ("report/",),
    "babel": ("report/words/",),
    "rich": ("report/",),
}
SLOW_TO_IMPORT = ("pandas", "numpy", "statsmodels", "ortools", "matplotlib", "numba", "pydantic", "jinja2", "rich")


def code_files() -> list[Path]:
    return [path for floor in FLOORS[:-1] for path in sorted((ROOT / floor).rglob("*.py"))] + [ROOT / "cli.py"]


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(path: Path) -> set[str]:
    """Absolute names of all modules that a file imports anywhere; imports for type checkers only left out."""
    names: set[str] = set()
    todo: list[ast.AST] = [ast.parse(path.read_text(encoding="utf-8"))]
    while todo:
        node = todo.pop()
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
        todo += ast.iter_child_nodes(node)
    return names


@pytest.mark.parametrize("path", code_files(), ids=module_of)
def test_imports_go_down_the_floors(path):
    """No module imports from a floor above its own."""
    here = FLOORS.index(module_of(path).split(".")[0])
    above = [name for name in imports_of(path) if name.split(".")[0] in FLOORS[here + 1 :]]
    assert above == []


@pytest.mark.parametrize("path", code_files(), ids=module_of)
def test_libraries_stay_where_they_belong(path):
    """ortools, matplotlib, click and the like are imported only by the files that own them."""
    own = path.relative_to(ROOT).as_posix()
    imported = {name.split(".")[0] for name in imports_of(path)}
    strangers = {name for name in imported & ONLY_IN.keys() if not own.startswith(ONLY_IN[name])}
    assert strangers == set()


def test_no_module_imports_itself_in_a_circle():
    """The graph of our modules can be sorted from bottom to top."""
    files = {module_of(path): path for path in code_files()}
    graph = {module: (imports_of(path) & files.keys()) - {module} for module, path in files.items()}
    while leaves := [module for module, below in graph.items() if not below & graph.keys()]:
        for module in leaves:
            del graph[module]
    assert graph == {}


def test_files_and_functions_stay_short():
    """No file over 400 lines, no function over 60 lines of code."""
    long = []
    for path in code_files():
        text = path.read_text(encoding="utf-8")
        long += [path.name] if text.count("\n") > 400 else []
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                if body and (body[-1].end_lineno or 0) - body[0].lineno + 1 > 60:
                    long.append(f"{path.name}: {node.name}")
    assert long == []


@pytest.mark.parametrize("command", [["--help"], ["plan", "--help"], ["--lang", "en", "--help"]])
def test_help_loads_nothing_heavy(command):
    """`loket --help` answers at once: it imports none of the libraries that take long."""
    code = f"import sys; sys.argv = ['loket', *{command!r}]; import cli\ntry:\n cli.main()\nexcept SystemExit: pass\n"
    code += f"print([name for name in {SLOW_TO_IMPORT!r} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert run.stdout.splitlines()[-1] == "[]"


def test_check_and_config_check_never_import_the_solver():
    """Judging a roster needs no solver: neither ortools nor HiGHS is imported by what these commands import."""
    code = "import planning.check, planning.config, sys; print(bool({'ortools', 'highspy'} & sys.modules.keys()))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert run.stdout.strip() == "False"
