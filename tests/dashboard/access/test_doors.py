"""What a role may not see is in nothing that leaves the house, by whichever door."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import polars as pl
import pytest
from run_apart import run_apart

from dashboard.assistant.desk import Desk, ToolCaller
from dashboard.frozen.command import freeze_page
from dashboard.headless.addresses import parse_address
from dashboard.headless.drawn_page import run_page
from dashboard.kit.pages import PAGES
from dashboard.package.data_package import export_package
from dashboard.package.publisher import make_publisher
from dashboard.pictures.command import write_chart
from dashboard.report.command import write_report
from pazanga.access.reader import Visitor
from pazanga.access.roles import EVERYWHERE, ROLES, Grant, Role, includes
from pazanga.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pazanga.settings import Settings

pytestmark = pytest.mark.slow

MARKS: Final = ("ZX UAB", "ZX-NR", "ZX-SUT")
AUDIENCES: Final = {"": True, "12": True, "19": False, "public": False}
"""Who sees the payment of Birštonas (12)."""
PARAMETERS: Final = {
    "activity": "&key=birstonas:1:1",
    "find": "&q=ZX",
    "indicator": "&number=1",
    "proof": "&figure=executed_net_eur&key=birstonas",
}


@pytest.fixture(scope="module")
def whole(refreshed: Settings, paid_home: Path) -> Settings:
    return replace(refreshed, home=paid_home)


def list_pages(settings: Settings) -> Iterator[tuple[str, str]]:
    """Yield the markup and sheets of every page."""
    for name in ("", *PAGES):
        address = f"/{name}?plan=birstonas{PARAMETERS.get(name, '')}"
        try:
            page = run_page(settings, parse_address(address), is_whole=True)
        except UserError as error:
            yield address, error.text("lt")
            continue
        said = [piece.markup for piece in page.pieces]
        said += [str(sheet.frame.to_dicts()) for sheet in page.sheets]
        yield address, " ".join(said)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_pages_and_their_sheets(
    whole: Settings, audience: str, caplog: pytest.LogCaptureFixture
) -> None:
    settings = replace(whole, audience=audience)
    found = {
        (address, mark)
        for address, said in list_pages(settings)
        for mark in MARKS
        if mark in said
    }
    # The mark is found where it may be, or the test would look in vain.
    assert bool(found) is AUDIENCES[audience], found
    assert "page_failed" not in caplog.text


@pytest.mark.parametrize("audience", AUDIENCES)
def test_frozen_pages(whole: Settings, audience: str, tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    address = f"/activity?plan=birstonas{PARAMETERS['activity']}"
    freeze_page(replace(whole, audience=audience), address, out)
    said = out.read_text("utf-8")
    assert any(mark in said for mark in MARKS) is AUDIENCES[audience]


@pytest.mark.parametrize("audience", ["12", "19", "public"])
def test_packages(whole: Settings, audience: str, tmp_path: Path) -> None:
    settings = replace(whole, audience=audience)
    export_package(
        settings, tmp_path / "out", make_publisher("", "A", "a@b.lt", "", "")
    )
    said = b"".join(
        path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()
    ).decode(errors="replace")
    tables = [pl.read_parquet(one) for one in (tmp_path / "out").rglob("*.parquet")]
    said += " ".join(str(table.to_dicts()) for table in tables)
    assert any(mark in said for mark in MARKS) is AUDIENCES[audience]


@pytest.mark.parametrize("audience", ["19", "public"])
def test_reports_and_pictures(whole: Settings, audience: str, tmp_path: Path) -> None:
    settings = replace(whole, audience=audience)
    out = tmp_path / "report.docx"
    write_report(settings, "birstonas", out, None, "lt")
    with zipfile.ZipFile(out) as package:
        said = " ".join(
            package.read(name).decode(errors="replace") for name in package.namelist()
        )
    chart = tmp_path / "chart.svg"
    write_chart(settings, "/spending?plan=birstonas", "", chart)
    said += chart.read_text("utf-8")
    assert not any(mark in said for mark in MARKS)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("where", ["12", "19", EVERYWHERE])
def test_tools_of_assistants(whole: Settings, role: Role, where: str) -> None:
    reader = Visitor("login", "person:1", (Grant(role, frozenset({where}), "a"),))
    caller = ToolCaller("lt", way="http", reader=reader)

    async def ask(name: str, arguments: dict[str, object]) -> str:
        told = await Desk(whole).take(name, arguments, caller)
        return told.text

    said = run_apart(ask("find", {"query": "ZX"}))
    said += run_apart(
        ask("run_sql", {"sql": "from reports.rpt_expenditure select columns(*)"})
    )
    sees = includes(role, "analyst") and where in {"12", EVERYWHERE}
    assert any(mark in said for mark in MARKS[1:]) is sees
