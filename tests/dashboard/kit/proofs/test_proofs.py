"""Figures that can be proved: their queries, their links, their texts."""

from __future__ import annotations

import pickle
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

import polars as pl
import pytest

from dashboard.headless.markup import parse_markup
from dashboard.kit.filters import SpendingFilter
from dashboard.kit.proofs.proof import make_proof
from dashboard.kit.proofs.recomputing import (
    Recomputed,
    is_written,
    recompute,
    write_runnable,
)
from dashboard.kit.proofs.registry import read_figures
from dashboard.kit.proofs.sentence import join_proven, prove, write_sentence
from dashboard.kit.screen import Screen
from dashboard.kit.snapshot import Shown, connect, query
from dashboard.kit.sql_files import read_sql
from dashboard.kit.texts import Words
from dashboard.kit.typography import JOINER
from dashboard.verify.page_figures import read_shown
from warehouse.connection import connect_memory, query_frame
from warehouse.lineage import parse_references
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from dashboard.kit.proofs.recomputing import Unit
    from pazanga.settings import Settings
    from pazanga.texts import Language

FIGURES = read_figures()
SERIES = {"series": ["VBE/share_36_100/math"], "school_year": ["2023-2024"]}
ONE = {
    "activity": {"key": ["birstonas:1:1"]},
    "school": {"code": ["G1"]},
    "series": SERIES,
    "severity": {"severity": ["error"]},
}
"""One thing of each kind that a figure may be of."""

COMPARED = {
    *(name for name in FIGURES if "_from_" in name or "exam_of_" in name),
    *("decided_money", "spent_before", "spent_apart", "target_apart", "exam_change"),
}
"""Figures of two sides: these may be the same, and the other may be missing."""

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
    if name in COMPARED:
        assert again.value is None or again.value >= 0
    elif again.rows.height:
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
    proof = make_proof("planned", Decimal("5.50"), chosen)
    said = "5,50 €" if screen.language == "lt" else "€5.50"
    markup = write_sentence(prove(said, proof), screen)
    node = parse_markup(markup).nodes[0]
    assert node.attributes["data-value"] == "5.50"
    assert node.attributes["href"].endswith(
        "plan=birstonas&area=steam&area=culture&year=2024&figure=planned"
    )


def test_only_known_figures_of_a_sentence_are_linked(screen: Screen) -> None:
    proofs = [make_proof("late", one) for one in (3, None, 9)]
    markup = write_sentence(prove("<b 13, 3 ir 5", *proofs), screen)
    assert markup.startswith("&lt;b 13, <a")
    assert parse_markup(markup).text == "<b 13, 3 ir 5"
    assert len(list(parse_markup(markup).find_all("proof"))) == 1


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("gauna 1 tūkst. € be PVM", "1 tūkst. €"),
        ("gauna €1k net", "€1k"),
        ("mažiau: −1 tūkst. €", "−1 tūkst. €"),
        ("iki 2024-10-05 gauta 1 000,00 €", "1 000,00 €"),
        ("2024–2025 m. m. – 1000", "1000"),
    ],
)
def test_link_holds_a_figure_with_its_sign_and_unit(
    text: str, linked: str, shown_settings: Settings
) -> None:
    current = read_current(shown_settings.warehouse_dir)
    language: Language = "en" if "€1k" in text else "lt"
    shown = Shown(str(current.path), current.published_at)
    screen = Screen(language, shown, "birstonas", "Birštono sav.")
    proof = make_proof("planned", Decimal(1000))
    node = parse_markup(write_sentence(prove(text, proof), screen))
    assert [one.text for one in node.find_all("proof")] == [linked]
    assert node.text.replace(JOINER, "") == text


def test_day_is_no_figure(screen: Screen) -> None:
    text = "iki 2024-10-05, 2024–2025 m. m."
    markup = write_sentence(prove(text, make_proof("late", 5)), screen)
    assert "<a" not in markup


def test_proofs_find_their_figures_in_any_order(screen: Screen) -> None:
    text = prove("3 iš 24", make_proof("activities", 24), make_proof("late", 3))
    node = parse_markup(write_sentence(text, screen))
    names = [one.attributes["href"][-4:] for one in node.find_all("proof")]
    assert names == ["late", "ties"]


@pytest.mark.parametrize(("share", "written"), [(0.7, "70"), (1.0, "100")])
def test_share_is_no_number_of_a_name(
    screen: Screen, share: float, written: str
) -> None:
    text = f"1 Kabinetas – {written}\u00a0%"
    markup = write_sentence(prove(text, make_proof("late", share)), screen)
    linked = [one.text for one in parse_markup(markup).find_all("proof")]
    assert linked == [f"{written} %"]


def test_joined_sentences_keep_their_proofs(screen: Screen) -> None:
    late = prove("3", make_proof("late", 3))
    joined = join_proven([late, "iš", prove("24", make_proof("activities", 24))])
    assert joined == "3 iš 24"
    markup = write_sentence(pickle.loads(pickle.dumps(joined)), screen)  # noqa: S301
    assert markup.count("<a") == 2


def test_figure_in_a_link_names_its_proof_without_a_link(screen: Screen) -> None:
    late = prove("3 vėluoja", make_proof("late", 3))
    node = parse_markup(write_sentence(late, screen, is_inside=True)).nodes[0]
    assert (node.name, read_shown(node).name) == ("span", "late")
