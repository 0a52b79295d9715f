"""What a frozen page holds, read from the page as it is drawn without a browser."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from dashboard.headless.drawn_page import run_page
from dashboard.headless.markup import parse_markup
from dashboard.kit.proofs.registry import read_figures
from dashboard.kit.sql_files import read_sql
from dashboard.kit.texts import Words
from dashboard.package.data_package import SOURCES
from dashboard.pictures.chart import draw_picture, read_picture
from dashboard.verify.command import write_verified
from dashboard.verify.page_figures import read_address, read_shown, verify_figures
from pazanga.errors import FrozenError, PageError, TypesettingError
from pazanga.texts import text
from warehouse.connection import open_snapshot
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from dashboard.headless.addresses import PageAddress
    from dashboard.headless.drawn_page import DrawnPage, DrawnPiece
    from dashboard.kit.sheets import Download
    from dashboard.verify.page_figures import ShownFigure, VerifiedFigure
    from pazanga.settings import Settings
    from pazanga.texts import Language

PROOF: Final = "proof"


@dataclass(frozen=True, slots=True)
class ProvenLine:
    """A figure of the page, computed anew.

    Attributes:
        place: Name of its place in the file.
        address: Address of its proof, as the page links it.
        name: What it is called.
        shown: As the page shows it.
        value: As it was computed anew, to its last digit.
        verdict: What came of comparing both.
        is_same: Whether both are the same.
        definition: How it is computed.
    """

    place: str
    address: str
    name: str
    shown: str
    value: str
    verdict: str
    is_same: bool
    definition: str


@dataclass(frozen=True, slots=True)
class FrozenPage:
    """A page for keeps.

    Attributes:
        address: Which page, seen how.
        title: What it is called.
        language: Its language.
        snapshot: Name of the snapshot that it shows.
        snapshot_sha256: Checksum of that; empty where an older program published it.
        published_at: When that was published.
        frozen_at: When the page was frozen.
        pieces: Its markup, in the order of reading.
        sheets: Its tables to take away.
        proofs: Its figures, computed anew.
        sources: Documents and files behind it, with their checksums.
        charts: Its charts as SVG, by name.
    """

    address: PageAddress
    title: str
    language: Language
    snapshot: str
    snapshot_sha256: str
    published_at: datetime
    frozen_at: datetime
    pieces: Sequence[DrawnPiece]
    sheets: Sequence[Download]
    proofs: Sequence[ProvenLine]
    sources: Sequence[tuple[str, str]]
    charts: dict[str, bytes] = field(default_factory=dict)


def read_page(
    settings: Settings, address: PageAddress, *, is_whole: bool = True
) -> FrozenPage:
    """Read a page as it is drawn now, with all that it needs to stand alone.

    Args:
        settings: Which home.
        address: Which page, seen how.
        is_whole: Whether its tables show all their rows.

    Raises:
        UserError: Nothing is published, or the page cannot show what is asked for.
        FrozenError: Other data were published meanwhile.
    """
    page = run_page(settings, address, is_whole=is_whole)
    screen, language = page.screen, page.screen.language
    current = read_current(settings.warehouse_dir)
    proofs = tuple(_list_proofs(settings, page))
    if current.name != screen.snapshot.name:
        raise FrozenError("published_meanwhile")
    say = Words(address.page, language)
    return FrozenPage(
        address=address,
        title=f"{say('menu.name')} – {screen.plan_name}",
        language=language,
        snapshot=screen.snapshot.name,
        snapshot_sha256=screen.snapshot.sha256,
        published_at=screen.snapshot.published_at,
        frozen_at=datetime.now(UTC).replace(microsecond=0),
        pieces=page.pieces,
        sheets=page.sheets,
        proofs=proofs,
        sources=tuple(_query_sources(current.path)),
        charts=_draw_charts(page),
    )


def _list_proofs(settings: Settings, page: DrawnPage) -> Iterator[ProvenLine]:
    """Yield the figures of a page, each once, as they were computed anew."""
    addresses: dict[ShownFigure, str] = {}
    for piece in page.pieces:
        for node in parse_markup(piece.markup).find_all("proof"):
            addresses.setdefault(read_shown(node), read_address(node))
    language = page.screen.language
    verified = verify_figures(settings, list(addresses), language)
    for number, one in enumerate(verified, start=1):
        place, address = f"p{number}", addresses[one.shown]
        yield _describe_proof(one, place, address, language)


def _describe_proof(
    one: VerifiedFigure, place: str, address: str, language: Language
) -> ProvenLine:
    say, name = Words(PROOF, language), one.shown.name
    narrowed = ", ".join(value for _, values in one.shown.chosen for value in values)
    known = name in read_figures()
    return ProvenLine(
        place=place,
        address=address,
        name=" – ".join(filter(None, (say(f"figure.{name}.name"), narrowed)))
        if known
        else one.shown.text,
        shown=one.shown.text,
        value=write_verified(one, language) if known else "–",
        verdict=text("dashboard.frozen", f"verdict.{one.verdict}", language),
        is_same=one.verdict == "same",
        definition=say(f"figure.{name}.definition") if known else "",
    )


def _query_sources(path: Path) -> Iterator[tuple[str, str]]:
    with open_snapshot(path) as connection:
        rows = connection.execute(read_sql(SOURCES)).fetchall()
    for _, name, document, checksum in rows:
        yield document or name, f"SHA-256 {checksum}" if checksum else ""


def _draw_charts(page: DrawnPage) -> dict[str, bytes]:
    """Draw the charts of a page as SVG; one that cannot be drawn stays as it is."""
    drawn = {}
    for name in page.charts:
        with suppress(PageError, TypesettingError):
            drawn[name] = draw_picture(read_picture(page, name), "svg")
    return drawn
