"""`pazanga verify`: the figures of a page, computed anew, and what differs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from dashboard.headless.addresses import parse_address
from dashboard.headless.drawn_page import run_page
from dashboard.kit.formats import (
    format_date,
    format_money,
    format_number,
    format_plain,
    format_share,
)
from dashboard.kit.proofs.registry import read_figures
from dashboard.kit.texts import Words
from dashboard.verify.page_figures import list_shown, verify_figures
from pazanga.texts import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dashboard.verify.page_figures import ShownFigure, VerifiedFigure
    from pazanga.settings import Settings
    from pazanga.texts import Language

MARKS: Final = {True: "✓", False: "✗"}


def run_verify(settings: Settings, address: str) -> tuple[int, list[str]]:
    """Run a page without a browser and compute its figures anew.

    Args:
        settings: Which home, and the language of what is said.
        address: Page, as it is copied from the browser.

    Returns:
        The exit code, 1 where a figure differs, and the lines to print.

    Raises:
        UserError: The address leads nowhere, or nothing is published.
    """
    page = run_page(settings, parse_address(address))
    shown = list(dict.fromkeys(list_shown(page)))
    verified = verify_figures(settings, shown, page.screen.language)
    is_good = all(one.verdict == "same" for one in verified)
    lines = [*_describe_figures(verified, settings.language)]
    snapshot = page.screen.snapshot.name
    return 0 if is_good else 1, [*lines, _sum_up(verified, snapshot, settings.language)]


def _describe_figures(
    verified: Sequence[VerifiedFigure], language: Language
) -> Iterator[str]:
    for one in verified:
        name = _name(one.shown, language)
        said = text(
            "dashboard",
            f"verify.{one.verdict}",
            language,
            name=name,
            text=one.shown.text,
            value=write_verified(one, language),
        )
        yield f"{MARKS[one.verdict == 'same']} {said}"


def _name(shown: ShownFigure, language: Language) -> str:
    """Return the name of a figure with what narrows it."""
    figure = shown.name.partition("/")[0]
    if figure not in read_figures():
        return shown.name or shown.text
    name = Words("proof", language)(f"figure.{figure}.name")
    narrowed = ", ".join(value for _, values in shown.chosen for value in values)
    return f"{name} ({narrowed})" if narrowed else name


def write_verified(one: VerifiedFigure, language: Language) -> str:
    """Write what was computed anew, to its last digit."""
    if one.value is None:
        return Words("proof", language)("value.none")
    if isinstance(one.value, date):
        return format_date(one.value)
    figure = read_figures().get(one.shown.name)
    unit = figure.unit if figure else "value"
    if unit == "share":
        return format_share(one.value, language, style="table", decimals=4)
    if unit == "eur":
        return format_money(Decimal(one.value), language)
    if unit == "value":
        return format_plain(Decimal(str(one.value)), language)
    return format_number(one.value, language)


def _sum_up(
    verified: Sequence[VerifiedFigure], snapshot: str, language: Language
) -> str:
    wrong = sum(one.verdict != "same" for one in verified)
    key = "verify.wrong" if wrong else "verify.good"
    count = wrong or len(verified)
    if not verified:
        key = "verify.nothing"
    return text(
        "dashboard", key, language, count=count, all=len(verified), snapshot=snapshot
    )
