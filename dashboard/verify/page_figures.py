"""The figures of a drawn page, each compared with what is computed anew."""

from __future__ import annotations

import re
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Final, Literal
from urllib.parse import parse_qs, urlsplit

import duckdb

from dashboard.headless.markup import parse_markup
from dashboard.kit.proofs.cells.anew import CellDesk
from dashboard.kit.proofs.cells.cell import ROW
from dashboard.kit.proofs.cells.parts import recompute_part
from dashboard.kit.proofs.numbers import tells
from dashboard.kit.proofs.proof import VALUE
from dashboard.kit.proofs.recomputing import is_same, is_written
from dashboard.kit.proofs.registry import read_figures
from dashboard.kit.sql_files import read_sql
from warehouse.connection import open_snapshot, query_frame
from warehouse.snapshots import list_snapshots, read_current

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    import polars as pl
    from duckdb import DuckDBPyConnection

    from dashboard.headless.drawn_page import DrawnPage
    from dashboard.headless.markup import Node
    from dashboard.kit.proofs.proof import Value
    from dashboard.kit.proofs.registry import ProvenFigure
    from pazanga.settings import Settings
    from pazanga.texts import Language

Verdict = Literal["same", "differs", "written", "rows", "unproven"]
"""The same; another value; a text that does not write it; rows that do not make it up;
a key figure without a proof."""

_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_DIGITS: Final = frozenset("0123456789")


@dataclass(frozen=True)
class ShownFigure:
    """A figure as a page shows it.

    Attributes:
        text: What a reader sees.
        name: Its name in `figures.toml`; empty for one without a proof.
        value: The value behind the text, before rounding; None where it is unreadable.
        plan: Code of the plan.
        chosen: What narrows it.
        snapshot: Name of the file of the earlier snapshot that it is of.
    """

    text: str
    name: str = ""
    value: Value | None = None
    plan: str = ""
    chosen: tuple[tuple[str, tuple[str, ...]], ...] = ()
    snapshot: str = ""


@dataclass(frozen=True)
class VerifiedFigure:
    """A shown figure and what came of computing it anew.

    Attributes:
        shown: What the page shows.
        verdict: What came of it.
        value: What was computed anew; None where no row gives anything.
    """

    shown: ShownFigure
    verdict: Verdict
    value: Value | None = None


def list_shown(page: DrawnPage) -> Iterator[ShownFigure]:
    """Yield the figures of a page, and those that are written otherwise or unproven.

    A proof whose value no number of its sentence writes, and a key figure with digits
    that has no proof, would be silent else.
    """
    for piece in page.pieces:
        tree = parse_markup(piece.markup)
        for node in (*tree.find_all("proof"), *tree.find_all("unwritten")):
            yield read_shown(node)
        for figures in tree.find_all("figures"):
            for node in figures.find_all("value"):
                is_told = node.find("proof") or node.find("unwritten")
                if not is_told and _DIGITS & set(node.text):
                    yield ShownFigure(node.text)


def read_shown(node: Node) -> ShownFigure:
    """Read a figure from the link to its proof."""
    given = parse_qs(urlsplit(read_address(node)).query, keep_blank_values=True)
    name, plan = (given.pop(key, [""])[0] for key in ("figure", "plan"))
    given.pop("lang", None)
    return ShownFigure(
        text=node.text or node.attributes.get("data-said", ""),
        name=name,
        value=_parse_value(node.attributes.get(VALUE, node.text)),
        plan=plan,
        chosen=tuple((key, tuple(values)) for key, values in given.items()),
        snapshot=node.attributes.get("data-snapshot", ""),
    )


def read_address(node: Node) -> str:
    """Read the address of the proof of a figure; within a link it is no link."""
    return node.attributes.get("href") or node.attributes.get("data-of", "")


def _parse_value(text: str) -> Value | None:
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
        return float(text) if "e" in text else Decimal(text)
    except (ValueError, InvalidOperation):
        return None


def verify_figures(
    settings: Settings, shown: Sequence[ShownFigure], language: Language
) -> list[VerifiedFigure]:
    """Compare figures with the snapshot they are of, by connections of its own.

    Args:
        settings: Which home.
        shown: What a page shows.
        language: Language of the page.
    """
    current = read_current(settings.warehouse_dir)
    kept = {path.name: path for path in list_snapshots(settings.warehouse_dir)}
    kept[""] = current.path
    desks: dict[str, _Desk] = {}
    verified = []
    with ExitStack() as opened:
        for figure in shown:
            name = figure.snapshot
            if name not in kept:
                verified.append(VerifiedFigure(figure, "unproven"))
                continue
            if name not in desks:
                connection = opened.enter_context(open_snapshot(kept[name]))
                desks[name] = _Desk(CellDesk(connection), _FileDesk(connection))
            verified.append(desks[name].verify(figure, language))
    return verified


def _verify_cell(
    desk: CellDesk, shown: ShownFigure, language: Language
) -> VerifiedFigure:
    try:
        again = desk.recompute(shown.name, shown.plan, dict(shown.chosen).get(ROW, ()))
    except LookupError:
        return VerifiedFigure(shown, "unproven")
    return _compare(shown, again.value, language)


def _compare(
    shown: ShownFigure, value: Value | None, language: Language
) -> VerifiedFigure:
    if value is None or shown.value is None or not is_same(shown.value, value):
        return VerifiedFigure(shown, "differs", value)
    is_said = tells(shown.text, value, language)
    return VerifiedFigure(shown, "same" if is_said else "written", value)


def _verify(files: _FileDesk, shown: ShownFigure, language: Language) -> VerifiedFigure:
    chosen = dict(shown.chosen)
    try:
        again = recompute_part(shown.name, shown.plan, language, chosen, files.ask)
    except LookupError:
        return VerifiedFigure(shown, "unproven")
    if shown.name not in read_figures() or ROW in chosen:
        return _compare(shown, again.value, language)
    figure = read_figures()[shown.name]
    verdict = _judge(shown, figure, again.value, language)
    if verdict == "same" and not again.is_whole:
        verdict = "rows"
    return VerifiedFigure(shown, verdict, again.value)


def _judge(
    shown: ShownFigure, figure: ProvenFigure, value: Value | None, language: Language
) -> Verdict:
    if value is None or shown.value is None:
        return "differs"
    claimed = shown.value
    if figure.unit == "share" and not isinstance(claimed, date):
        claimed = float(claimed)
    if not is_same(claimed, value):
        return "differs"
    is_said = is_written(shown.text, value, figure.unit, language)
    return "same" if is_said else "written"


@dataclass(frozen=True)
class _Desk:
    cells: CellDesk
    files: _FileDesk

    def verify(self, figure: ShownFigure, language: Language) -> VerifiedFigure:
        try:
            if "." in figure.name:
                return _verify_cell(self.cells, figure, language)
            return _verify(self.files, figure, language)
        except duckdb.Error:
            # An earlier snapshot may have been made by another version.
            if not figure.snapshot:
                raise
            return VerifiedFigure(figure, "unproven")


class _FileDesk:
    """Queries of files, each run once for all the figures of a page."""

    def __init__(self, connection: DuckDBPyConnection) -> None:
        self._connection = connection
        self._known: dict[str, pl.DataFrame] = {}

    def ask(self, file: Path, bound: Mapping[str, Any]) -> pl.DataFrame:
        key = f"{file} {sorted(bound.items())}"
        if key not in self._known:
            frame = query_frame(self._connection, read_sql(file), bound)
            self._known[key] = frame
        return self._known[key]
