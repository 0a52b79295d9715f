"""The import rule: dashboard and etl know the warehouse, the warehouse knows nobody."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ALLOWED = {
    "warehouse": {"warehouse"},
    "etl": {"etl", "warehouse"},
    "dashboard": {"dashboard", "warehouse"},
}


def read_modules(package: str) -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted((ROOT / package).rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def read_imports(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield (node.module or "").partition(".")[0]


@pytest.mark.parametrize("package", ALLOWED)
def test_package_imports_only_what_it_may(package: str) -> None:
    forbidden = (set(ALLOWED) | {"pazanga", "bench", "tests"}) - ALLOWED[package]
    found = {
        (path.relative_to(ROOT).as_posix(), name)
        for path, module in read_modules(package)
        for name in read_imports(module)
        if name in forbidden
    }
    assert found == set()


def test_only_the_connection_module_opens_duckdb() -> None:
    callers = {
        path.relative_to(ROOT).as_posix()
        for package in ALLOWED
        for path, module in read_modules(package)
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute)
        and node.attr == "connect"
        and isinstance(node.value, ast.Name)
        and node.value.id == "duckdb"
    }
    assert callers == {"warehouse/connection.py"}


def test_dashboard_modules_hide_no_other_package() -> None:
    # Streamlit puts dashboard/ first on sys.path: a module there named like a package
    # or a library would be imported instead of it.
    names = {path.stem for path in (ROOT / "dashboard").iterdir()}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    libraries = {
        name.partition(">")[0].strip() for name in project["project"]["dependencies"]
    }
    assert names & (libraries | set(ALLOWED)) == set()


@pytest.mark.parametrize("name", ["utils", "helpers", "common", "manager"])
def test_no_module_has_a_name_that_says_nothing(name: str) -> None:
    assert [
        path.as_posix()
        for package in ALLOWED
        for path in (ROOT / package).rglob(f"{name}.py")
    ] == []
