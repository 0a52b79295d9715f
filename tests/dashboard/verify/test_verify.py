"""`pazanga verify`: figures that are the same, and each way in which one is not."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from dashboard.app_pages.spending import summary
from dashboard.headless.addresses import parse_address
from dashboard.headless.drawn_page import DrawnPage, DrawnPiece, run_page
from dashboard.kit.cache.drawn import clear_drawn
from dashboard.verify.command import run_verify
from dashboard.verify.page_figures import ShownFigure, list_shown, verify_figures
from pazanga.errors import PageError
from warehouse.connection import open_building
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pazanga.settings import Settings

TAMPERED = {
    "planned": "update reports.rpt_planned_cost set net_eur = net_eur + 1",
    "activities": "delete from reports.rpt_planned_cost where activity_number = '3'",
    "spent": "update reports.rpt_absorption set executed_net_eur = 1",
    "late": "update reports.rpt_activity_absorption set status_code = 'spent'",
}
"""What somebody might do to what a page reads, by the figure that then differs."""


def tamper(settings: Settings, folder: Path, change: str) -> Settings:
    """Publish a copy of the snapshot with something changed in it."""
    home = folder / "home"
    shutil.copytree(settings.home, home)
    copied = replace(settings, home=home)
    current = read_current(copied.warehouse_dir)
    other = current.path.with_name("20990101T000000Z-00000000.duckdb")
    shutil.copy(current.path, other)
    other.chmod(0o600)
    with open_building(other) as connection:
        connection.execute(change)
    pointer = copied.warehouse_dir / "CURRENT"
    entry = json.loads(pointer.read_text())
    pointer.write_text(json.dumps({**entry, "snapshot": other.name, "sha256": ""}))
    return copied


@pytest.mark.parametrize("address", ["/", "/spending", "/spending?area=steam&lang=en"])
def test_figures_of_a_page_are_the_same(fed_settings: Settings, address: str) -> None:
    code, lines = run_verify(fed_settings, address)
    assert code == 0
    assert len(lines) > 6
    assert all(line.startswith("✓") for line in lines[:-1])
    assert read_current(fed_settings.warehouse_dir).path.name in lines[-1]


@pytest.mark.few(2)
@pytest.mark.parametrize("figure", TAMPERED)
def test_what_a_page_reads_differs_from_the_facts(
    fed_settings: Settings, tmp_path: Path, figure: str
) -> None:
    settings = tamper(fed_settings, tmp_path, TAMPERED[figure])
    page = run_page(settings, parse_address("/spending?plan=birstonas"))
    found = verify_figures(settings, list(list_shown(page)), "lt")
    assert figure in {one.shown.name for one in found if one.verdict == "differs"}
    code, lines = run_verify(settings, "/spending?plan=birstonas")
    assert code == 1
    assert any(line.startswith("✗") for line in lines)


@pytest.fixture
def drawn_anew() -> Iterator[None]:
    """Nothing kept from pages before, and nothing left for those behind."""
    clear_drawn()
    yield
    clear_drawn()


@pytest.mark.usefixtures("drawn_anew")
def test_a_page_that_writes_another_number_is_noticed(
    fed_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(summary, "write_short", lambda *_: "7,7 mln. €")
    code, lines = run_verify(fed_settings, "/spending")
    assert code == 1
    # Two amounts of the answer; planned, VAT, with VAT, spent and left.
    assert sum("7,7" in line for line in lines if line.startswith("✗")) == 2 + 5


def test_a_key_figure_without_a_proof_is_noticed(fed_settings: Settings) -> None:
    page = run_page(fed_settings, parse_address("/"))
    markup = '<dl class="figures"><div><dd class="value">{}</dd></div></dl>'
    pieces = [DrawnPiece("page", markup.format(said)) for said in ("12 €", "nežinoma")]
    shown = list(list_shown(DrawnPage(page.address, page.screen, pieces)))
    assert shown == [ShownFigure("12 €")]
    (found,) = verify_figures(fed_settings, shown, "lt")
    assert found.verdict == "unproven"


@pytest.mark.parametrize(
    ("text", "value", "chosen", "verdict"),
    [
        ("900 €", Decimal("900.00"), (), "same"),
        ("900 €", Decimal("900.01"), (), "differs"),
        ("900 €", None, (), "differs"),
        ("1900 €", Decimal("900.00"), (), "written"),
        ("900 €", Decimal("900.00"), (("area", ("nera",)),), "differs"),
        ("900 €", Decimal("900.00"), (("year", ("x",)),), "differs"),
    ],
)
def test_verdict_tells_what_is_wrong(
    fed_settings: Settings,
    text: str,
    value: Decimal | None,
    chosen: tuple[tuple[str, tuple[str, ...]], ...],
    verdict: str,
) -> None:
    shown = ShownFigure(text, "spent", value, "birstonas", chosen)
    (found,) = verify_figures(fed_settings, [shown], "lt")
    assert found.verdict == verdict


@pytest.mark.parametrize("address", ["/nera", "/spending?area=nera", "/?lang=de"])
def test_bad_address_is_refused(fed_settings: Settings, address: str) -> None:
    with pytest.raises(PageError) as caught:
        run_verify(fed_settings, address)
    assert caught.value.exit_code == 2


def test_page_without_figures_says_so(fed_settings: Settings) -> None:
    code, lines = run_verify(fed_settings, "/dictionary")
    assert (code, len(lines)) == (0, 1)
    assert "nėra skaičių" in lines[0]
