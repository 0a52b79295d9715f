"""The figures of a drawn page, each compared with what is computed anew."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Literal
from urllib.parse import parse_qs, urlsplit

from dashboard.headless.markup import parse_markup
from dashboard.kit.proofs.recomputing import is_same, is_written, recompute
from dashboard.kit.proofs.registry import read_figures
from dashboard.kit.sql_files import read_sql
from warehouse.connection import open_snapshot, query_frame
from warehouse.snapshots import read_current

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
    """

    text: str
    name: str = ""
    value: Value | None = None
    plan: str = ""
    chosen: tuple[tuple[str, tuple[str, ...]], ...] = ()


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
    """Yield the figures of a page, and key figures that hold digits without a proof."""
    for piece in page.pieces:
        tree = parse_markup(piece.markup)
        for node in tree.find_all("proof"):
            yield _read_proof(node)
        for figures in tree.find_all("figures"):
            for node in figures.find_all("value"):
                if not node.find("proof") and _DIGITS & set(node.text):
                    yield ShownFigure(node.text)


def _read_proof(node: Node) -> ShownFigure:
    given = parse_qs(urlsplit(node.attributes["href"]).query, keep_blank_values=True)
    name, plan = (given.pop(key, [""])[0] for key in ("figure", "plan"))
    given.pop("lang", None)
    return ShownFigure(
        text=node.text,
        name=name,
        value=_parse_value(node.attributes.get("data-value", "")),
        plan=plan,
        chosen=tuple((key, tuple(values)) for key, values in given.items()),
    )


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
    """Compare figures with the current snapshot, by a connection of its own.

    Args:
        settings: Which home.
        shown: What a page shows.
        language: Language of the page.
    """
    current = read_current(settings.warehouse_dir)
    with open_snapshot(current.path) as connection:
        return [_verify(connection, figure, language) for figure in shown]


def _verify(
    connection: DuckDBPyConnection, shown: ShownFigure, language: Language
) -> VerifiedFigure:
    figure = read_figures().get(shown.name)
    if figure is None:
        return VerifiedFigure(shown, "unproven")
    bound = figure.bind(shown.plan, language, dict(shown.chosen))
    again = recompute(figure, bound, partial(_ask, connection))
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


def _ask(
    connection: DuckDBPyConnection, file: Path, bound: Mapping[str, Any]
) -> pl.DataFrame:
    return query_frame(connection, read_sql(file), bound)
