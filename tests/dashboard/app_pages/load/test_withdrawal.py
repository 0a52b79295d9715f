"""Who may withdraw a file that is loaded: whoever may load all of its rows."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from unittest.mock import MagicMock

import pytest

from dashboard.app_pages.load import files_queries, permission, steps
from dashboard.kit.snapshot import find_shown
from etl.refresh.refresh import refresh
from pazanga.access.journal import read_events
from pazanga.access.reader import OPEN, Visitor
from pazanga.access.roles import Grant, Role
from pazanga.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from duckdb import DuckDBPyConnection

    from pazanga.texts import Language

HEADINGS: Final = (
    "Plano kodas;Veiklos Nr.;Mokyklos kodas;Data;Dokumento Nr.;Tiekėjas;"
    "Sutarties Nr.;Suma be PVM, Eur;PVM, Eur;Finansavimo šaltinis;Etapas"
)
ROW: Final = "{plan};1;;2024-05-31;{number};UAB;S-1;{amount};;EGADP;įvykdyta"
FILES: Final[dict[str, tuple[list[tuple[str, str]], list[str]]]] = {
    "own": ([("birstonas", "10,00"), ("birstonas", "daug")], ["birstonas"]),
    "written": ([("birstonas", "10,00"), ("Birštonas ", "daug")], ["birstonas"]),
    "both": (
        [("birstonas", "10,00"), ("kalvarija", "10,00")],
        ["birstonas", "kalvarija"],
    ),
    "put_aside": (
        [("birstonas", "10,00"), ("kalvarija", "daug")],
        ["birstonas", "kalvarija"],
    ),
    "unknown": ([("birstonas", "10,00"), ("niekur", "10,00")], ["birstonas", "niekur"]),
    "empty": ([("birstonas", "10,00"), ("", "10,00")], ["", "birstonas"]),
}
"""Rows of files: plan and amount of each, and the plans that they are of."""


def edit(*codes: str, role: Role = "editor") -> Visitor:
    return Visitor("login", "person:1", (Grant(role, frozenset(codes), "a"),))


@pytest.fixture
def become(monkeypatch: pytest.MonkeyPatch) -> Callable[[Visitor], None]:
    """Give the page a reader; plans of a file are asked of the queries."""
    known = {"birstonas": "12", "kalvarija": "48"}
    monkeypatch.setattr(permission, "read_screen", MagicMock())
    monkeypatch.setattr(permission, "query_municipalities", lambda _: known)

    def become(reader: Visitor) -> None:
        monkeypatch.setattr(permission, "find_page_reader", lambda: reader)

    return become


@pytest.mark.parametrize("language", ["lt", "en"])
@pytest.mark.parametrize(
    ("plans", "codes", "may"),
    [
        (["birstonas"], ["12"], True),
        (["birstonas"], ["48"], False),
        (["birstonas", "kalvarija"], ["12"], False),
        (["birstonas", "kalvarija"], ["48", "12"], True),
        (["birstonas", "niekur"], ["12"], False),
        (["", "birstonas"], ["12"], False),
        ([], ["12"], False),
        ([], ["all"], True),
        (["", "niekur"], ["all"], True),
    ],
)
def test_who_may_load_all_rows_may_withdraw_them(
    become: Callable[[Visitor], None],
    monkeypatch: pytest.MonkeyPatch,
    plans: list[str],
    codes: list[str],
    language: Language,
    *,
    may: bool,
) -> None:
    settings = Settings(home=Path(), data=Path())
    monkeypatch.setattr(permission, "find_shown", MagicMock())
    monkeypatch.setattr(permission, "query_plans", lambda *_: plans)
    become(edit(*codes))
    refusal = permission.refuse_withdrawal(settings, "workbook:1", language)
    # The same rule as of loading: one of no known plan is for those who edit all.
    assert (refusal == "") is may
    assert refusal == permission.refuse_load({"plans": plans}, language)
    become(edit(*codes, role="analyst"))
    assert permission.refuse_withdrawal(settings, "workbook:1", language) != ""
    become(OPEN)
    assert permission.refuse_withdrawal(settings, "workbook:1", language) == ""


def test_all_tables_of_workbooks_are_asked(empty_warehouse: DuckDBPyConnection) -> None:
    rows = empty_warehouse.execute(
        "select table_name from duckdb_tables() where schema_name = 'raw'"
        " and table_name like 'workbook%'"
    ).fetchall()
    said = Path(files_queries.__file__).with_name("file_plans.sql").read_text("utf-8")
    assert rows
    assert all(f"raw.{name}\n" in said for (name,) in rows)


@pytest.fixture(scope="module")
def filed(
    shown_settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Settings:
    """The warehouse of two plans with those files."""
    home = tmp_path_factory.mktemp("filed") / "home"
    shutil.copytree(shown_settings.home, home)
    settings = replace(shown_settings, home=home, bad_rows_percent=100)
    settings.inbox_dir.mkdir(exist_ok=True)
    for name, (rows, _) in FILES.items():
        lines = [HEADINGS]
        for place, (plan, amount) in enumerate(rows):
            number = f"{name}-{place}"
            lines.append(ROW.format(plan=plan, number=number, amount=amount))
        (settings.inbox_dir / f"{name}.csv").write_text("\n".join(lines))
    refresh(settings)
    return settings


@pytest.mark.slow
def test_plans_of_a_file_are_those_of_all_of_its_rows(filed: Settings) -> None:
    whole = find_shown(filed).path
    files = files_queries.query_files(whole).to_dicts()
    found = {
        row["source_name"].partition(".")[0]: files_queries.query_plans(
            whole, row["source_document_key"]
        )
        for row in files
    }
    assert found == {name: plans for name, (_, plans) in FILES.items()}


@pytest.mark.slow
def test_a_withdrawal_by_a_page_is_recorded_once_with_who_asked(
    filed: Settings, become: Callable[[Visitor], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAZANGA_HOME", str(filed.home))
    monkeypatch.setenv("PAZANGA_DATA", str(filed.data))
    monkeypatch.setattr(steps, "_refresh", lambda _: None)
    state = steps.Steps()
    monkeypatch.setattr(steps, "_read_steps", lambda: state)
    files = files_queries.query_files(find_shown(filed).path).to_dicts()
    rows: dict[str, Any] = {row["source_name"].partition(".")[0]: row for row in files}
    screen = MagicMock(language="en")
    filed.access_dir.mkdir(exist_ok=True)
    become(edit("12"))
    steps.withdraw(rows["both"], screen)
    assert state.outcome is not None
    assert state.outcome.name == "withdraw_forbidden"
    assert read_events(filed.access_dir, 9) == []
    state.outcome = None
    steps.withdraw(rows["own"], screen)
    assert state.outcome is None
    (event,) = read_events(filed.access_dir, 9)
    assert (event["who"], event["event"]) == ("person:1", "withdrawn")
    assert event["sha256"] == rows["own"]["content_sha256"]
