"""Saved queries: files that git and DuckDB read, and what is refused."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from shown_page import RunPage, read_text

from dashboard.kept.queries import (
    MOST_QUERIES,
    SavedQuery,
    list_queries,
    remove_query,
    save_query,
)
from pazanga.errors import KeptError
from pazanga.settings import Settings
from warehouse.connection import connect_memory

if TYPE_CHECKING:
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

ASKED = SavedQuery("", "", "", "select 1 as a\nwhere $year > 0", ("year=2025",))


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", data=tmp_path)


@pytest.fixture
def open_page(
    shown_settings: Settings,
    home: Settings,
    run_page: RunPage,
    monkeypatch: pytest.MonkeyPatch,
) -> RunPage:
    """Open the page as one who may write."""
    shutil.copytree(shown_settings.home, home.home)

    def run(**parameters: str | list[str]) -> AppTest:
        monkeypatch.setenv("PAZANGA_HOME", str(home.home))
        return run_page("sql", **parameters)

    monkeypatch.setenv("PAZANGA_LOAD_PAGE", "1")
    return run


def test_query_comes_back_as_it_was_saved(home: Settings) -> None:
    asked = replace(ASKED, dimension="a", measure="b")
    saved = save_query(home, " Žvirblių  skaičius ", "Kiek jų\nyra?", asked)
    assert saved.code == "zvirbliu-skaicius"
    assert list_queries(home).queries == (saved,)
    assert (saved.name, saved.description) == ("Žvirblių skaičius", "Kiek jų yra?")


def test_file_is_sql_for_others(home: Settings) -> None:
    saved = save_query(home, "Vienas", "", SavedQuery("", "", "", "select 1 as a"))
    path = home.queries_dir / f"{saved.code}.sql"
    assert path.stat().st_mode & 0o777 == 0o600
    text = path.read_text("utf-8")
    assert text.startswith("-- name: Vienas\n-- saved: 20")
    assert connect_memory().sql(text).fetchall() == [(1,)]


def test_query_that_looks_like_a_header_stays_whole(home: Settings) -> None:
    sql = "-- name: Kita\n-- pastaba\nselect 1"
    saved = save_query(home, "Vienas", "", replace(ASKED, sql=sql))
    assert list_queries(home).queries == (saved,)
    assert saved.sql == sql


def test_file_of_somebody_else_is_listed(home: Settings) -> None:
    home.queries_dir.mkdir(parents=True)
    (home.queries_dir / "mano-klausimas.sql").write_text("-- pastaba\r\nfrom t\r\n")
    [query] = list_queries(home).queries
    assert (query.name, query.sql) == ("mano-klausimas", "-- pastaba\nfrom t")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.sql", b""),
        ("a.sql", b"-- name: a\n"),
        ("a.sql", b"select '\xff'"),
        ("a.sql", b"select '\x1b[2J'"),
        ("a.sql", b"-- name: \xe2\x80\xae\nselect 1"),
        ("a.sql", b"select 1" + b" " * 70_000),
        ("A B.sql", b"select 1"),
    ],
)
def test_file_that_is_no_query_is_counted(
    home: Settings, name: str, content: bytes
) -> None:
    home.queries_dir.mkdir(parents=True)
    (home.queries_dir / name).write_bytes(content)
    listed = list_queries(home)
    assert (listed.queries, listed.damaged_count) == ((), 1)


def test_link_in_the_folder_is_not_followed(home: Settings, tmp_path: Path) -> None:
    home.queries_dir.mkdir(parents=True)
    secret = tmp_path / "secret"
    secret.write_text("select 1")
    (home.queries_dir / "a.sql").symlink_to(secret)
    assert list_queries(home).queries == ()


@pytest.mark.parametrize(
    ("name", "description", "asked"),
    [
        ("", "", ASKED),
        ("a" * 81, "", ASKED),
        ("vienas", "b" * 301, ASKED),
        ("vienas", "39001010077", ASKED),
        ("vienas", "", replace(ASKED, sql="")),
        ("vienas", "", replace(ASKED, sql="select 39001010077")),
        ("vienas", "", replace(ASKED, sql="select '\x1b'")),
        ("vienas", "", replace(ASKED, values=("year=1\n-- name: x",))),
    ],
)
def test_what_cannot_be_kept_is_refused(
    home: Settings, name: str, description: str, asked: SavedQuery
) -> None:
    with pytest.raises(KeptError):
        save_query(home, name, description, asked)
    assert list_queries(home).queries == ()


def test_name_is_taken_once_and_files_never(home: Settings) -> None:
    first = save_query(home, "Vienas!", "", ASKED)
    second = save_query(home, "Vienas?", "", ASKED)
    assert (first.code, second.code) == ("vienas", "vienas-2")
    with pytest.raises(KeptError, match="already"):
        save_query(home, "VIENAS!", "", ASKED)
    remove_query(home, first.code)
    remove_query(home, "../../etc/passwd")
    assert list_queries(home).queries == (second,)


def test_there_are_not_too_many(home: Settings) -> None:
    home.queries_dir.mkdir(parents=True)
    for number in range(MOST_QUERIES):
        (home.queries_dir / f"q{number}.sql").write_text("select 1")
    with pytest.raises(KeptError, match="200"):
        save_query(home, "Dar viena", "", ASKED)


def test_query_is_saved_on_its_page_and_asked_by_a_click(
    open_page: RunPage, home: Settings
) -> None:
    app = open_page(sql="select $year as y", value="year=2025")
    app.text_input(key="query_name").set_value("Metai")
    app.text_input(key="query_description").set_value("Kurie metai?")
    next(b for b in app.button if b.label == "Išsaugoti").click().run()
    [saved] = list_queries(home).queries
    assert (saved.sql, saved.values) == ("select $year as y", ("year=2025",))
    said = read_text(app)
    assert "Kurie metai?" in said
    assert "value=year%3D2025" in said


def test_who_may_not_write_sees_them_only(
    open_page: RunPage, home: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_query(home, "Metai", "", ASKED)
    monkeypatch.setenv("PAZANGA_LOAD_PAGE", "0")
    app = open_page(sql="select 1 as x")
    assert "Metai" in read_text(app)
    assert "query_name" not in {field.key for field in app.text_input}
