"""A file of another layout on the page that loads data: mapped, seen, kept, checked."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest
from shown_page import read_text

from dashboard.app_pages.load import mapping as view
from etl.workbooks.mappings import parse_mapping, read_mappings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    from pazanga.settings import Settings

LEDGER = (
    "SASK_NR;SASK_DATA;KREDITORIUS;EILUTES_SUMA;FIN_SALTINIS;PRIEMONE\n"
    "AB 1;31-DEC-24;UAB <b>Pirmas</b>;.58;01;15020104004\n"
    "AB 2;30-NOV-24;UAB Antras;1000.00;02;777\n"
)
PROPOSED: dict[str, Any] = {
    "kind": "spending",
    "headings": ["SASK_NR", "SUMA"],
    "equal_lines": "each",
    "columns": {
        "document_number": "SASK_NR",
        "date": "DATA",
        "net_eur": "SUMA",
        "funding_source": "FIN #2",
    },
    "constants": {"plan_code": "birstonas", "phase": "executed"},
    "codes": {"activity_number": {"column": "PRIEMONE", "values": {"15": "1"}}},
    "formats": {
        "date": "DD-MON-YY",
        "decimal": ",",
        "thousands": ".",
        "currency": "VALIUTA",
    },
}


def test_choices_of_a_proposal_make_the_same_mapping() -> None:
    content = view.write_content(PROPOSED, view.read_choices(PROPOSED))
    named = content.pop("headings")
    assert content == {k: v for k, v in PROPOSED.items() if k != "headings"}
    assert named == ["SASK_NR", "DATA", "SUMA", "FIN", "PRIEMONE"]
    assert parse_mapping("x", content | {"headings": named})


def test_choices_beyond_the_proposal_are_written() -> None:
    choices = view.read_choices(PROPOSED)
    choices.rate, choices.leaves_others = "21", True
    choices.sources["school_code"] = f"{view.COLUMN}MOKYKLA"
    content = view.write_content(PROPOSED, choices)
    assert content["vat"] == {"rate": 21}
    assert content["columns"]["school_code"] == "MOKYKLA"
    [rule] = content["leave_out"]
    assert (rule["column"], rule["not_equals"]) == ("PRIEMONE", ["15"])
    assert parse_mapping("x", content)


@pytest.mark.parametrize(
    ("file", "name"),
    [("Kreditoriai 2024.csv", "kreditoriai-2024"), ("??.csv", "ledger"), ("a", "a")],
)
def test_mapping_is_named_after_its_file(file: str, name: str) -> None:
    assert view.name_mapping(file) == name


@pytest.fixture
def home(
    shown_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A copy of the published warehouse into which a page may load data."""
    shutil.copytree(shown_settings.home, tmp_path / "home")
    monkeypatch.setenv("PAZANGA_DATA", str(shown_settings.data))
    monkeypatch.setenv("PAZANGA_LOAD_PAGE", "1")
    return tmp_path / "home"


@pytest.fixture
def app(
    home: Path, run_page: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> AppTest:
    """The page with a ledger that it does not recognise."""
    monkeypatch.setenv("PAZANGA_HOME", str(home))
    app = run_page("load", lang="en", plan="birstonas")
    app.default_timeout = 120
    app.file_uploader[0].upload("ledger.csv", LEDGER.encode(), "text/csv")
    return app.run()


def find(app: AppTest, kind: str, ending: str) -> Any:  # noqa: ANN401
    [found] = [w for w in app.get(kind) if (w.key or "").endswith(ending)]
    return found


def test_file_is_mapped_kept_and_checked_like_any_other(
    app: AppTest, home: Path
) -> None:
    app.button(key="open_mapping").click().run()
    assert "AB 1" in read_text(app)
    assert "<b>Pirmas" not in read_text(app)
    find(app, "selectbox", "spending_phase").set_value("value:executed")
    find(app, "selectbox", "code_15020104004").set_value("1").run()
    assert "All lines of the file" in read_text(app)
    assert "777" in read_text(app)
    app.button(key="save_mapping").click().run()
    assert set(read_mappings(home / "mappings").contents) == {"ledger"}
    assert "recognised as: Spending" in read_text(app)
    assert "ledger.toml" in read_text(app)
    assert not list((home / "uploads").iterdir())


def test_what_lacks_is_named_and_nothing_can_be_kept(app: AppTest) -> None:
    app.button(key="open_mapping").click().run()
    assert "Not given yet: Activity number, Phase" in read_text(app)
    assert not [b for b in app.button if b.key == "save_mapping"]
