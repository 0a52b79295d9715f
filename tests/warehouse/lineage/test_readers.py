"""Every table and column of marts and reports leads somewhere, or is listed."""

import re
from collections import defaultdict
from collections.abc import Iterator

import pytest
from duckdb import DuckDBPyConnection

from pazanga.settings import PROJECT_ROOT

Columns = dict[str, set[str]]

SCHEMAS = ("marts", "reports")
PACKAGES = ("dashboard", "etl", "pazanga", "warehouse")
PAGE = PROJECT_ROOT / "docs" / "data-model.md"
WORD = re.compile(r"\w+")
CODE = re.compile(r"`(\w+)`")
ROW = re.compile(r"^\| `((?:marts|reports)\.\w+)` \| (.+?) \| (.+?) \|$", re.MULTILINE)
DASHBOARD = "dashboard"


@pytest.fixture(scope="module")
def columns(empty_warehouse: DuckDBPyConnection) -> Columns:
    """All columns by table."""
    found: Columns = defaultdict(set)
    for schema, table, column in empty_warehouse.execute(
        "select table_schema, table_name, column_name from information_schema.columns"
        " where table_schema in ('marts', 'reports')"
    ).fetchall():
        found[f"{schema}.{table}"].add(column)
    return found


@pytest.fixture(scope="module")
def read(columns: Columns) -> Columns:
    """Columns by table that a file names which names the table, too.

    What one file of the dashboard asks for another one shows.
    """
    texts = list(read_texts())
    shown = {word for name, _, words in texts if name == DASHBOARD for word in words}
    found: Columns = {}
    for table, names in columns.items():
        own = table.partition(".")[2]
        for package, stem, words in texts:
            if stem != own and table in words:
                asked = shown if package == DASHBOARD else words
                found[table] = found.get(table, set()) | (names & asked)
    return found


def read_texts() -> Iterator[tuple[str, str, set[str]]]:
    """Yield package, name, and words of each file, tables with their schema."""
    for package in PACKAGES:
        for path in (PROJECT_ROOT / package).rglob("*"):
            if path.suffix in {".py", ".sql"}:
                text = path.read_text(encoding="utf-8")
                tables = re.findall(rf"(?:{'|'.join(SCHEMAS)})\.\w+", text)
                yield package, path.stem, {*WORD.findall(text), *tables}


@pytest.fixture(scope="module")
def listed(columns: Columns) -> Columns:
    """Columns by table that wait for their page."""
    rows = ROW.findall(PAGE.read_text(encoding="utf-8"))
    return {
        table: columns[table] if told == "all" else set(CODE.findall(told))
        for table, told, _ in rows
    }


@pytest.fixture(scope="module")
def traces() -> set[str]:
    """Columns that say where a figure comes from."""
    text = PAGE.read_text(encoding="utf-8")
    part = text.partition("## To trace a figure")[2].partition("##")[0]
    return set(CODE.findall(part))


def test_every_table_is_read_or_waits_for_its_page(
    columns: Columns, read: Columns, listed: Columns
) -> None:
    assert columns.keys() - read.keys() - listed.keys() == set()


def test_every_column_is_read_or_waits_for_its_page(
    columns: Columns, read: Columns, listed: Columns, traces: set[str]
) -> None:
    unread = {
        f"{table}.{name}"
        for table, names in columns.items()
        for name in names - read.get(table, set()) - listed.get(table, set()) - traces
    }
    assert unread == set()


def test_what_waits_exists(columns: Columns, listed: Columns) -> None:
    assert listed
    assert {t: names - columns[t] for t, names in listed.items()} == {
        table: set() for table in listed
    }


def test_every_model_is_read() -> None:
    texts = [
        (path.stem, path.read_text(encoding="utf-8"))
        for package in PACKAGES
        for path in (PROJECT_ROOT / package).rglob("*")
        if path.suffix in {".py", ".sql"}
    ]
    for layer in ("staging", "intermediate"):
        for path in (PROJECT_ROOT / "warehouse" / "models" / layer).glob("*.sql"):
            name = re.compile(rf"\b{layer}\.{path.stem}\b")
            readers = [s for s, text in texts if s != path.stem and name.search(text)]
            assert readers, path.stem
