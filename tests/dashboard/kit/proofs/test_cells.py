"""Cells of published tables: links to their proofs, and tables computed anew."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import polars as pl
import pytest

from dashboard.headless.markup import parse_markup
from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.filters import SpendingFilter
from dashboard.kit.proofs.cells.anew import (
    CellDesk,
    find_cell,
    list_facts,
    write_cell_query,
    write_table_anew,
)
from dashboard.kit.proofs.cells.cell import ProvenCells
from dashboard.kit.proofs.cells.parts import recompute_part, write_part_query
from dashboard.kit.proofs.numbers import tells
from dashboard.kit.snapshot import connect, query
from dashboard.verify.page_figures import read_shown
from warehouse.connection import open_snapshot, query_frame
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.kit.screen import Screen
    from pazanga.settings import Settings
    from pazanga.texts import Language

REPORTS = Path(__file__).parents[4] / "warehouse" / "models" / "reports"
ROWS = pl.DataFrame({"number": ["1&2"], "value": [Decimal("5.50")], "share": [0.5]})


def ask(snapshot: str, sql: str, bound: Mapping[str, Any]) -> pl.DataFrame:
    return query_frame(connect(snapshot), sql, bound)


@pytest.mark.parametrize("table", sorted(one.stem for one in REPORTS.glob("*.sql")))
def test_report_computed_anew_is_what_is_published(
    table: str, fed_settings: Settings
) -> None:
    path = read_current(fed_settings.warehouse_dir).path
    with open_snapshot(path) as connection:
        cell = find_cell(
            f"{table}.rows", "birstonas", (), lambda *one: query_frame(connection, *one)
        )
        steps, name = write_table_anew(cell)
        published = query_frame(connection, f"from reports.{table}")
        anew = query_frame(connection, f"{steps}from {name}")
    assert steps
    assert sorted(map(str, anew.rows())) == sorted(map(str, published.rows()))


def test_number_of_a_table_is_a_link_that_names_its_row(screen: Screen) -> None:
    columns = [
        Column("number", "Nr."),
        Column("value", "Reikšmė", is_number=True),
        Column("share", "Dalis", "{:.0%}".format, is_number=True),
    ]
    cells = ProvenCells(
        screen,
        "rpt_x",
        by=("number",),
        at={"school_code": None},
        columns={"value": "printed_value", "share": "printed_value/all"},
    )
    markup = write_table(ROWS, columns, caption="x", cells=cells)
    first, second = parse_markup(markup).find_all("proof")
    assert read_shown(first).value == Decimal("5.50")
    assert second.attributes["data-value"] == "0.5"
    assert first.attributes["href"].endswith(
        "&row=school_code:&row=number:1%262&figure=rpt_x.printed_value"
    )
    assert "&row=number~1%262&figure=rpt_x.printed_value/all" in str(second.attributes)


@pytest.mark.parametrize(("adds", "count"), [((), 1), (("value",), 2)])
def test_total_proves_only_what_adds_up(
    screen: Screen, adds: tuple[str, ...], count: int
) -> None:
    columns = [Column("name", "Nr."), Column("value", "Reikšmė", is_number=True)]
    total = {"name": "Iš viso", "value": Decimal(9)}
    frame = ROWS.rename({"number": "key"}).with_columns(name=pl.lit("a"))
    cells = ProvenCells(screen, "rpt_x", by=("key",), adds=adds)
    markup = write_table(frame, columns, caption="x", total=total, cells=cells)
    assert len(list(parse_markup(markup).find_all("proof"))) == count


@pytest.mark.parametrize(
    "name", ["rpt_none.value", "rpt_indicator.none", "rpt_indicator", "x'.value"]
)
def test_what_is_not_published_has_no_proof(name: str, bundled: str) -> None:
    with pytest.raises(LookupError):
        find_cell(name, "kaunas", (), lambda *one: ask(bundled, *one))


@pytest.mark.parametrize(
    "part", ["none:1", "indicator_number", "1=1 or indicator_number:1", "a b:c"]
)
def test_condition_names_a_column_and_nothing_else(part: str, bundled: str) -> None:
    with pytest.raises(LookupError):
        find_cell(
            "rpt_indicator.value", "kaunas", (part,), lambda *one: ask(bundled, *one)
        )


def test_value_of_a_condition_is_only_a_value(bundled: str) -> None:
    desk = CellDesk(connect(bundled))
    for value in ("1' or '1'='1", "';--", "\\"):
        parts = (f"indicator_number:{value}",)
        found = desk.recompute("rpt_indicator.target_value", "kaunas", parts)
        assert found.value is None


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("rpt_indicator.target_value", ("indicator_number:1",)),
        ("fct_planned_cost.net_eur", ("policy_area_code:steam",)),
        ("fct_planned_cost.net_eur/all", ("policy_area_code~steam",)),
        ("rpt_school.rows", ("school_role:participant",)),
        ("rpt_plan.activity_count", ()),
        (
            "fct_indicator_value.value",
            ("indicator_number:4", "period:2021-2022", "period-2020-2021"),
        ),
    ],
)
def test_query_that_is_shown_gives_the_cell(
    name: str, parts: tuple[str, ...], bundled: str
) -> None:
    cell = find_cell(name, "kaunas", parts, lambda *one: ask(bundled, *one))
    shown = ask(bundled, write_cell_query(cell), {}).item()
    again = CellDesk(connect(bundled)).recompute(name, "kaunas", parts).value
    assert again
    assert float(shown) == pytest.approx(float(str(again)))
    assert list_facts(cell)


def test_difference_is_of_two_rows_that_are_known(bundled: str) -> None:
    desk, name = CellDesk(connect(bundled)), "fct_indicator_value.value"

    def find(*periods: str) -> Decimal | None:
        parts = ("indicator_number:4", *(f"period{one}" for one in periods))
        return desk.recompute(name, "kaunas", parts).value

    assert find(":2021-2022", "-2020-2021") == Decimal("-0.11")
    assert find(":2020-2021", "-2021-2022") == Decimal("0.11")
    assert find(":2021-2022", "-2019-2020") is None


@pytest.mark.parametrize("language", ["lt", "en"])
@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("planned", ["item:kaunas:1:1"]),
        ("planned/all", ["policy_area_code~steam"]),
        ("planned_vat", ["policy_area_code:culture", "cost_category_code:equipment"]),
    ],
)
def test_query_that_is_shown_gives_the_part(
    name: str, parts: list[str], language: Language, bundled: str
) -> None:
    chosen = {"year": ["2025"], "row": parts}
    again = recompute_part(
        name, "kaunas", language, chosen, lambda *one: query(bundled, *one)
    )
    sql = write_part_query(name, "kaunas", language, chosen)
    shown = ask(bundled, sql, {}).item()
    assert again.value is not None
    assert float(shown or 0) == pytest.approx(float(str(again.value)))


def test_part_that_rows_do_not_tell_apart_is_none(bundled: str) -> None:
    with pytest.raises(LookupError):
        recompute_part(
            "planned",
            "kaunas",
            "lt",
            {"row": ["school_code:G1"]},
            lambda *one: query(bundled, *one),
        )


def test_part_keeps_the_filter_of_the_page(screen: Screen) -> None:
    chosen = SpendingFilter("birstonas", area=("steam",), year=(2024,))
    cells = ProvenCells(
        screen, "", by=("item",), columns={"value": "planned"}, chosen=chosen
    )
    markup = cells.link({"item": "birstonas:1:1", "value": 5}, "value", "5")
    href = parse_markup(markup).nodes[0].attributes["href"]
    assert href.endswith("area=steam&year=2024&row=item:birstonas:1:1&figure=planned")


@pytest.mark.parametrize(
    ("text", "value", "is_so"),
    [
        ("32,61 %", Decimal("32.61"), True),
        ("−3,09 proc. p.", Decimal("-3.09"), True),
        ("33 %", 0.333, True),
        ("34 %", 0.333, False),
        ("< 1 %", 0.004, True),
        ("< 1 %", 0.02, False),
        ("> 99 %", 0.998, True),
        ("7,6 mln. €", Decimal("7602743.34"), True),
        ("7,7 mln. €", Decimal("7602743.34"), False),
        ("1 884 144,01", Decimal("1884144.01"), True),
        ("G12", 12, False),
        ("3 iš 24", 24, True),
        ("203", 3, False),
    ],
)
def test_text_tells_a_value(
    text: str,
    value: Decimal | float,
    is_so: bool,  # noqa: FBT001 - a case of the table
) -> None:
    assert tells(text.replace(" ", "\u00a0"), value, "lt") is is_so


def test_amount_in_english_is_told() -> None:
    assert tells("€1,884,144.01", Decimal("1884144.01"), "en")
    assert tells("€7.6m", Decimal("7602743.34"), "en")
    assert not tells("€7.6k", Decimal("7602743.34"), "en")


def test_names_of_tables_come_from_the_catalogue_alone(bundled: str) -> None:
    with pytest.raises((LookupError, duckdb.Error)):
        CellDesk(connect(bundled)).recompute("a; drop table x.y", "kaunas", ())
