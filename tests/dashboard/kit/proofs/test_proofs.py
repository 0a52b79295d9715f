"""Figures that can be proved: their queries, their links, their texts."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

import polars as pl
import pytest

from dashboard.headless.markup import parse_markup
from dashboard.kit.filters import SpendingFilter
from dashboard.kit.proofs.proof import make_proof, write_proof, write_proven
from dashboard.kit.proofs.recomputing import (
    Recomputed,
    is_written,
    recompute,
    write_runnable,
)
from dashboard.kit.proofs.registry import read_figures
from dashboard.kit.snapshot import connect, query
from dashboard.kit.sql_files import read_sql
from dashboard.kit.texts import Words
from warehouse.connection import connect_memory, query_frame
from warehouse.lineage import parse_references
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from dashboard.kit.proofs.recomputing import Unit
    from dashboard.kit.screen import Screen
    from pazanga.settings import Settings

FIGURES = read_figures()
SERIES = {"series": ["VBE/share_36_100/math"], "school_year": ["2023-2024"]}
ONE = {
    "activity": {"key": ["birstonas:1:1"]},
    "school": {"code": ["G1"]},
    "series": SERIES,
    "severity": {"severity": ["error"]},
}
"""One thing of each kind that a figure may be of."""

HARD = {"area": ("steam",), "search": ("robot'ika",), "year": ("2024",)}


@pytest.mark.parametrize("name", FIGURES)
def test_figure_reads_marts_alone(name: str) -> None:
    with connect_memory() as connection:
        tables = {
            *parse_references(connection, read_sql(FIGURES[name].figure_file), name)
        }
    assert tables
    # What was refused, and what checks found, stands in no fact table.
    schemas = {"ops"} if name in {"rejects", "passed_checks"} else {"marts"}
    assert {table.partition(".")[0] for table in tables} == schemas


@pytest.mark.parametrize("name", FIGURES)
def test_rows_make_up_the_figure(name: str, fed_settings: Settings) -> None:
    path = str(read_current(fed_settings.warehouse_dir).path)
    figure = FIGURES[name]
    bound = figure.bind("birstonas", "lt", ONE.get(figure.takes, {}))
    again = recompute(figure, bound, partial(query, path))
    assert again.is_whole
    if again.rows.height:
        assert again.value
    else:
        assert not again.value


@pytest.mark.parametrize("name", FIGURES)
def test_query_that_is_shown_gives_the_figure(name: str, bundled: str) -> None:
    figure = FIGURES[name]
    bound = figure.bind("kaunas", "lt", HARD)
    shown = query_frame(connect(bundled), write_runnable(figure.figure_file, bound))
    assert shown.item() == recompute(figure, bound, partial(query, bundled)).value


@pytest.mark.parametrize("language", ["lt", "en"])
@pytest.mark.parametrize("name", FIGURES)
def test_figure_has_a_name_and_a_definition(name: str, language: str) -> None:
    say = Words("proof", language)  # type: ignore[arg-type]
    assert len(say(f"figure.{name}.definition")) > len(say(f"figure.{name}.name"))


def test_rows_that_do_not_make_it_up_are_noticed() -> None:
    assert not Recomputed(Decimal(3), pl.DataFrame(), Decimal(2)).is_whole


@pytest.mark.parametrize(
    ("text", "value", "unit", "is_so"),
    [
        ("6,6 mln. €", Decimal("6637231.24"), "eur", True),
        ("6 637 231,24 €", Decimal("6637231.24"), "eur", True),
        ("16,6 mln. €", Decimal("6637231.24"), "eur", False),
        ("6,7 mln. €", Decimal("6637231.24"), "eur", False),
        ("bent 3 veiklos", 3, "count", True),
        ("13 veiklų", 3, "count", False),
        ("3 iš 24", 3, "count", True),
        ("33 proc.", 0.333, "share", True),
        ("34 %", 0.333, "share", False),
    ],
)
def test_text_writes_a_value_or_another(
    text: str,
    value: Decimal | float,
    unit: Unit,
    is_so: bool,  # noqa: FBT001 - a case of the table
) -> None:
    assert is_written(text, value, unit, "lt") is is_so


def test_proof_is_a_link_that_holds_what_narrows_it(screen: Screen) -> None:
    chosen = SpendingFilter("birstonas", area=("steam", "culture"), year=(2024,))
    markup = write_proof(
        screen, make_proof("planned", Decimal("5.50"), chosen), "5,50 €"
    )
    node = parse_markup(markup).nodes[0]
    assert node.attributes["data-value"] == "5.50"
    assert node.attributes["href"].endswith(
        "plan=birstonas&area=steam&area=culture&year=2024&figure=planned"
    )


def test_only_known_figures_of_a_sentence_are_linked(screen: Screen) -> None:
    proofs = [
        ("3", make_proof("late", 3)),
        ("5", make_proof("late", None)),
        ("9", make_proof("late", 9)),
    ]
    markup = write_proven(screen, "<13> 3 ir 5", proofs)
    assert markup.startswith("&lt;13&gt; <a")
    assert parse_markup(markup).text == "<13> 3 ir 5"
    assert len(list(parse_markup(markup).find_all("proof"))) == 1
