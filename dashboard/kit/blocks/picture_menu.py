"""The quiet line under a chart: take it away as a picture, or its link."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from dashboard.kit.html import tag
from dashboard.kit.links import write_address
from dashboard.kit.pages import HOME, ITEM_PAGES
from pazanga.local_time import format_moment

if TYPE_CHECKING:
    from dashboard.kit.screen import Screen

CHARTS: Final = "chart"
"""First part of the path of a picture: `/chart/spending/comparison.png`."""


def write_picture_menu(screen: Screen, chart: str) -> str:
    """Return the markup of a menu that opens on a click; boot.js copies.

    What is said after copying comes along, for scripts have no texts of their own.

    Args:
        screen: Page, language, plan and choices of the reader.
        chart: Name of the chart.
    """
    say = screen.words("kit")
    query = _write_query(screen)
    address = f"{CHARTS}/{screen.page}/{quote(chart)}"
    links = [
        tag(
            "a",
            ending.upper(),
            href=f"{address}.{ending}?{query}",
            download=f"{name_picture(screen, chart)}.{ending}",
        )
        for ending in ("png", "svg")
    ]
    page = "./" if screen.page == HOME else screen.page
    link = tag(
        "a",
        escape(say("picture.link")),
        href=f"{page}?{query}#{quote(chart)}",
        data_copied=say("picture.link_copied"),
        data_failed=say("picture.link_failed"),
        class_="copy link",
    )
    copy = tag(
        "a",
        escape(say("picture.copy")),
        href=f"{address}.png?{query}",
        download=f"{name_picture(screen, chart)}.png",
        role="button",
        data_wait=say("picture.wait"),
        data_copied=say("picture.copied"),
        data_failed=say("picture.failed"),
        class_="copy",
    )
    said = tag("span", "", class_="said", role="status")
    line = tag("p", " ".join([*links, copy, link, said]))
    summary = tag("summary", escape(say("picture.menu")))
    return tag("details", summary, line, class_="take")


def name_picture(screen: Screen, chart: str) -> str:
    """Return the name of a picture's file: plan, page, chart, day, what is made up."""
    day = format_moment(screen.snapshot.published_at)[:10]
    parts = [screen.plan_code, screen.page, chart.replace("_", "-"), day]
    if screen.has_synthetic:
        parts.append(screen.words("kit")("sheet.made_up.name"))
    return "-".join(parts)


def _write_query(screen: Screen) -> str:
    """Write what stands behind `?`: all that the reader chose of this page."""
    chosen = dict(screen.choices)
    item = ITEM_PAGES.get(screen.page)
    given = {item: chosen[item]} if item in chosen else {}
    return write_address(screen, screen.page, **given).partition("?")[2]
