"""A page as it was drawn, without a browser: pieces of markup with their blocks.

    page = run_page(settings, parse_address("/spending?area=steam&lang=en"))
    for piece in page.pieces:
        piece.block, piece.markup      # "block_comparison", "<div class=…>"
    page.screen.plan_name, page.screen.snapshot.name

Streamlit's runner of tests runs it, which takes the place of Streamlit's runtime: never
in the server's own process, there it needs a child.
"""

from __future__ import annotations

import logging
import os
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from streamlit.testing.v1 import AppTest

from dashboard.headless.markup import parse_markup
from dashboard.kit.blocks import choices
from dashboard.kit.blocks.downloads import KEPT
from dashboard.kit.pages import HOME
from dashboard.kit.screen import SCREEN
from pazanga.errors import PageError
from pazanga.texts import LANGUAGES
from warehouse.integrity import check_whole
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dashboard.headless.addresses import PageAddress
    from dashboard.kit.screen import Screen
    from dashboard.kit.sheets import Download
    from pazanga.settings import Settings

BLOCK: Final = "block_"
"""Beginning of the key of a chart's block; the name of the chart follows."""

SECONDS: Final = 60.0
"""Time that a page may take, on a machine that is busy."""

_APP: Final = Path(__file__).parents[1] / "app.py"
_FRAME: Final = frozenset({"", "top_plan", "top_find", "top", "keep", "foot"})
"""Keys of the containers around every page; what has none is above them."""


@dataclass(frozen=True)
class DrawnPiece:
    """What one call of `render_html` drew.

    Attributes:
        block: Key of the container it stands in, e.g. `block_comparison` for a chart;
            that of the page is `page`.
        markup: Its markup, values escaped.
    """

    block: str
    markup: str


@dataclass(frozen=True)
class DrawnPage:
    """A page as a reader of an address sees it, in the order of reading.

    Attributes:
        address: Which page, seen how.
        screen: Language, plan and snapshot that it shows.
        pieces: All markup of the page, without the frame around it.
        sheets: Its tables to take away.
    """

    address: PageAddress
    screen: Screen
    pieces: Sequence[DrawnPiece]
    sheets: Sequence[Download] = ()

    @property
    def charts(self) -> dict[str, str]:
        """Return the markup of each chart with its title and its foot, by name."""
        found: dict[str, str] = {}
        for piece in self.pieces:
            if piece.block.startswith(BLOCK):
                name = piece.block.removeprefix(BLOCK)
                found[name] = found.get(name, "") + piece.markup
        return found


def run_page(
    settings: Settings,
    address: PageAddress,
    whole: Sequence[str] = (),
    *,
    is_whole: bool = False,
) -> DrawnPage:
    """Run a page against the current snapshot and return what it drew.

    Args:
        settings: Which home.
        address: Which page, seen how.
        whole: Tables of `choices.choose_rows` that show all their rows.
        is_whole: Whether all tables do.

    Raises:
        NoSnapshot: Nothing was published yet.
        UnreadableError: What is published cannot be read.
        PageError: The page cannot show what the address asks for.
    """
    check_whole(read_current(settings.warehouse_dir))
    lengths = {choices.name_length(name): True for name in whole}
    lengths[choices.EVERY_ROW] = is_whole
    with _shown_home(settings):
        page, refusal = _draw(address, lengths)
        if refusal:
            said = {address.language: refusal} | {
                language: _draw(_translate(address, language), {})[1] or refusal
                for language in LANGUAGES
                if language != address.language
            }
            raise PageError("page_refused", address=str(address), said=said)
    return page


@contextmanager
def _shown_home(settings: Settings) -> Iterator[None]:
    """Make pages read a home: they know it from the environment, as in the server."""
    given = {
        "PAZANGA_HOME": str(settings.home),
        "PAZANGA_DATA": str(settings.data),
        "PAZANGA_AUDIENCE": settings.audience,
        # Whoever runs a command reads what its settings say: no browser logs in here.
        "PAZANGA_AUTH": "none",
    }
    before = {name: os.environ.get(name) for name in given}
    os.environ.update(given)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _translate(address: PageAddress, language: str) -> PageAddress:
    others = [pair for pair in address.parameters if pair[0] != "lang"]
    return replace(address, parameters=(*others, ("lang", language)))


def _draw(address: PageAddress, lengths: Mapping[str, bool]) -> tuple[DrawnPage, str]:
    """Run a page.

    Returns:
        What it drew, and what it says where it cannot show what was asked for.
    """
    with _without_chatter():
        app = AppTest.from_file(str(_APP), default_timeout=SECONDS)
        for name, value in address.parameters:
            app.query_params[name] = [*app.query_params.get(name, ()), value]
        for name, is_long in lengths.items():
            app.session_state[name] = is_long
        sheets: list[Download] = []
        app.session_state[KEPT] = sheets
        try:
            app.run()
            if address.page != HOME:
                sheets.clear()
                app.switch_page(f"app_pages/{address.page}/page.py").run()
        except RuntimeError as error:
            raise PageError("page_too_long", address=str(address)) from error
        if len(app.exception) or SCREEN not in app.session_state:
            raise PageError("page_failed", address=str(address))
        screen = app.session_state[SCREEN]
    pieces = tuple(_list_pieces(app.main))
    refusal = next(filter(None, map(_find_refusal, pieces)), "")
    inside = tuple(piece for piece in pieces if piece.block not in _FRAME)
    return DrawnPage(address, screen, inside, tuple(sheets)), refusal


@contextmanager
def _without_chatter() -> Iterator[None]:
    """Hide Streamlit's warning that no server runs: none should."""
    name = "streamlit.runtime.scriptrunner_utils.script_run_context"
    logger = logging.getLogger(name)
    was_silent, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = was_silent


def _list_pieces(block: Any, key: str = "") -> Iterator[DrawnPiece]:  # noqa: ANN401 - Streamlit's tree is untyped
    """Yield the markup of a block and of all blocks inside."""
    for child in block.children.values():
        if hasattr(child, "children"):
            yield from _list_pieces(child, _read_key(child) or key)
        elif child.type == "html":
            yield DrawnPiece(key, child.body)


def _read_key(block: Any) -> str:  # noqa: ANN401 - Streamlit's tree is untyped
    """Return the key of a container: its identifier is a hash and the key."""
    identifier = str(getattr(block.proto, "id", ""))
    return identifier.partition("-")[2].partition("-")[2]


def _find_refusal(piece: DrawnPiece) -> str:
    """Return the words of a piece that says why something is not shown."""
    for node in parse_markup(piece.markup).nodes:
        if "notice-line" in node.classes:
            return node.text
        if "notice" in node.classes:
            return " ".join(f"{part.text.rstrip('.')}." for part in node.nodes)
    return ""
