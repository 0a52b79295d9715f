"""The plan of the house: who may import whom, and how large a room may be."""

import ast
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("pazanga", "warehouse", "etl", "dashboard")
MOST_FILES = 20
DOORS = {"__init__.py", "__main__.py"}

# From the ground up: a package imports itself and what stands below it.
MAY_IMPORT = {
    "pazanga": set(),
    "warehouse": {"pazanga"},
    "etl": {"pazanga", "warehouse"},
    "dashboard": {"pazanga", "warehouse"},
    "pazanga.cli": {"pazanga", "warehouse", "etl", "dashboard"},
}
# Inside `etl`: sources below, what arrives above them, then what runs everything.
ETL_STOREYS = (
    {"workbooks", "plans"},
    {"inbox", "open_data", "notify"},
    {"refresh"},
    {"backup", "check", "demo", "mapping", "schedule"},
)
DASHBOARD_STOREYS = (
    {"kit"},
    {"headless", "api"},
    {"access", "assistant", "package", "pictures", "verify"},
    {"frozen", "report"},
    {"server"},
    {"kept"},
    {"frame"},
    {"app_pages"},
)


def name_module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {
    name_module(path): path
    for package in PACKAGES
    for path in sorted((ROOT / package).rglob("*.py"))
}
TREES = {
    name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()
}


def read_imports(name: str) -> Iterator[str]:
    """Yield the modules of ours that a module imports, at any place in it."""
    for node in ast.walk(TREES[name]):
        if isinstance(node, ast.Import):
            yield from (part.name for part in node.names if part.name in MODULES)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for part in node.names:
                inner = f"{node.module}.{part.name}"
                if (found := inner if inner in MODULES else node.module) in MODULES:
                    yield found


EDGES = {
    (name, found) for name in MODULES for found in read_imports(name) if found != name
}


def name_package(module: str) -> str:
    is_cli = module == "pazanga.__main__" or f"{module}.".startswith("pazanga.cli.")
    return "pazanga.cli" if is_cli else module.partition(".")[0]


def name_folder(module: str) -> str:
    path = MODULES[module]
    return path.parent.relative_to(ROOT).as_posix()


def test_package_imports_only_what_stands_below_it() -> None:
    wrong = {
        (name, found)
        for name, found in EDGES
        if (package := name_package(name)) != name_package(found)
        and name_package(found) not in MAY_IMPORT[package]
    }
    assert wrong == set()


@pytest.mark.parametrize(
    ("package", "storeys"),
    [("etl", ETL_STOREYS), ("dashboard", DASHBOARD_STOREYS)],
    ids=["etl", "dashboard"],
)
def test_rooms_import_no_room_above_them(
    package: str, storeys: tuple[set[str], ...]
) -> None:
    storey = {room: n for n, rooms in enumerate(storeys) for room in rooms}
    rooms = {path.parent.name for path in (ROOT / package).glob("*/__init__.py")}
    assert rooms == set(storey)
    wrong = {
        (name, found)
        for name, found in EDGES
        if name.count(".") and found.count(".")
        if name.startswith(f"{package}.") and found.startswith(f"{package}.")
        if storey.get(name.split(".")[1], 99) < storey.get(found.split(".")[1], 99)
    }
    assert wrong == set()


def test_no_two_folders_import_each_other() -> None:
    folders = {
        (name_folder(name), name_folder(found))
        for name, found in EDGES
        if MODULES[name].name not in DOORS
    }
    both = {
        (here, there)
        for here, there in folders
        if here < there and (there, here) in folders
    }
    assert both == set()


def test_folders_have_an_order() -> None:
    graph = defaultdict(set)
    for name, found in EDGES:
        here, there = name_folder(name), name_folder(found)
        if here != there and MODULES[name].name not in DOORS:
            graph[here].add(there)
    assert list(TopologicalSorter(graph).static_order())


def test_no_folder_is_too_full_to_look_through() -> None:
    folders = [PACKAGES, ("tests", "bench")]
    counted = Counter(
        path.parent.relative_to(ROOT).as_posix()
        for names in folders
        for package in names
        for path in (ROOT / package).rglob("*.py")
    )
    assert {name: n for name, n in counted.items() if n > MOST_FILES} == {}


def test_nothing_lies_loose_in_etl() -> None:
    assert [path.name for path in (ROOT / "etl").glob("*.py")] == ["__init__.py"]


def test_only_the_connection_module_opens_duckdb() -> None:
    callers = {
        name
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr == "connect"
        and isinstance(node.value, ast.Name)
        and node.value.id == "duckdb"
    }
    assert callers == {"warehouse.connection"}


def test_dashboard_modules_hide_no_other_package() -> None:
    # Streamlit puts dashboard/ first on sys.path: a module there named like a package
    # or a library would be imported instead of it.
    names = {path.stem for path in (ROOT / "dashboard").iterdir()}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    libraries = {
        name.partition(">")[0].strip() for name in project["project"]["dependencies"]
    }
    assert names & (libraries | set(PACKAGES)) == set()


@pytest.mark.parametrize("name", ["utils", "helpers", "common", "manager"])
def test_no_module_has_a_name_that_says_nothing(name: str) -> None:
    assert [module for module in MODULES if module.endswith(f".{name}")] == []


def test_loops_of_tests_run_apart_from_the_browser() -> None:
    # A loop in the thread of Playwright's fails, and so does the browser test after it.
    ways = [f"{library}.run(" for library in ("asyncio", "anyio")]
    found = {
        path.name
        for path in (ROOT / "tests").rglob("*.py")
        if any(way in path.read_text(encoding="utf-8") for way in ways)
    }
    assert found == set()
