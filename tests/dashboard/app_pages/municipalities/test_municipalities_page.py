"""The page of municipalities, held against the tables it is made from."""

from __future__ import annotations

import csv
import re
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from shown_page import RunPage, read_text

from dashboard.app_pages.municipalities import published, queries, summary, tiles
from dashboard.kit.formats import format_money, format_share
from pazanga.settings import PROJECT_ROOT

if TYPE_CHECKING:
    from dashboard.kit.screen import Screen
    from pazanga.texts import Language


DATA = PROJECT_ROOT / "data"


def read_csv(path: str) -> list[dict[str, str]]:
    with (DATA / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


MUNICIPALITIES = read_csv("reference/municipalities.csv")
FIGURES = read_csv("reference/public_figures.csv")
PLANS = {"12", "48"}
"""Municipalities of the two made-up plans."""


def count_known_from_files() -> Counter[str]:
    sums, others = set(), set()
    for row in FIGURES:
        if row["programme_code"] == "tum":
            (sums if row["figure_kind"] == "allocation" else others).add(
                row["municipality_code"]
            )
    known: Counter[str] = Counter()
    for row in MUNICIPALITIES:
        code = row["municipality_code"]
        if code in PLANS:
            known["plan"] += 1
        elif code in sums:
            known["sum"] += 1
        elif code in others or row["programme_stream"]:
            known["figure"] += 1
        else:
            known["nothing"] += 1
    return known


def test_each_municipality_is_counted_by_what_is_known(snapshot: str) -> None:
    municipalities = queries.query_municipalities(snapshot, "lt")
    assert municipalities.height == len(MUNICIPALITIES) == 60
    assert summary.count_known(municipalities) == count_known_from_files()


def test_map_has_a_tile_of_its_own_for_each(snapshot: str, screen: Screen) -> None:
    municipalities = queries.query_municipalities(snapshot, screen.language)
    markup = tiles.write_tiles(municipalities, screen)
    places = re.findall(r"--row:(\d+);--column:(\d+)", markup)
    assert len(set(places)) == len(places) == 60
    assert (
        len(re.findall('<a href="./\\?[^"]*plan=(?:birstonas|kalvarija)"', markup)) == 2
    )


def test_municipality_without_a_place_stands_below_the_map(
    snapshot: str, screen: Screen
) -> None:
    municipalities = queries.query_municipalities(snapshot, "lt").with_columns(
        pl.when(pl.col("municipality_code") != "12").then(pl.col("tile_row"))
    )
    last = max(municipalities["tile_row"].drop_nulls())
    assert f"--row:{last + 1};--column:1" in tiles.write_tiles(municipalities, screen)


def test_names_go_by_the_lithuanian_alphabet(snapshot: str) -> None:
    names = queries.query_municipalities(snapshot, "lt")["municipality_name"].to_list()
    some = ["Rokiškio r. sav.", "Skuodo r. sav.", "Šakių r. sav.", "Tauragės r. sav."]
    assert [name for name in names if name in some] == some


@pytest.mark.parametrize("language", ["lt", "en"])
def test_page_says_what_is_known_and_every_public_amount(
    run_page: RunPage, language: Language
) -> None:
    body = read_text(run_page("municipalities", lang=language))
    answer = re.search(r'class="answer">(.*?)</p>', body)
    assert answer
    said = re.sub("<[^>]*>", "", answer[1])
    counts = ["60", *map(str, count_known_from_files().values())]
    assert [one for one in counts if not re.search(rf"\b{one}\b", said)] == []
    for row in FIGURES:
        if row["unit"] == "eur":
            assert format_money(Decimal(row["value"]), language) in body
    assert "plane nenurodyta" in body or "not stated in the plan" in body


def test_page_is_the_same_whatever_plan_is_on_screen(run_page: RunPage) -> None:
    tables = [
        re.findall(
            "<table.*?</table>", read_text(run_page("municipalities", plan=code))
        )
        for code in ("birstonas", "kalvarija")
    ]
    links = [[re.sub('href="[^"]*"', "", one) for one in found] for found in tables]
    assert links[0] == links[1]


def test_public_figure_names_its_page_and_its_programme(
    snapshot: str, screen: Screen
) -> None:
    figures = queries.query_figures(snapshot, screen.language)
    markup = published.write_figures(figures, screen)
    assert markup.count('target="_blank"') == len(FIGURES)
    other = {"lt": "Ugdymo priemonės mokykloms", "en": "Teaching aids for schools"}
    rows = [row for row in FIGURES if row["programme_code"] == "priemones"]
    assert markup.count(other[screen.language]) == len(rows)


def sum_costs(package: str, **wanted: str) -> Decimal:
    rows: list[dict[str, Any]] = read_csv(f"packages/{package}/activities.csv")
    return sum(
        (
            Decimal(row["net_eur"])
            for row in rows
            if row["cost_role"] == "counted" and row.items() >= wanted.items()
        ),
        Decimal(0),
    )


@pytest.mark.parametrize("package", ["kaunas", "anyksciai"])
def test_plans_side_by_side_are_those_of_their_packages(
    bundled: str, package: str
) -> None:
    plans = queries.query_plans(bundled, "lt")
    row = plans.row(by_predicate=pl.col("plan_code") == package, named=True)
    whole = sum_costs(package)
    premises = sum_costs(package, cost_category="infrastructure")
    assert row["net_eur"] == whole
    assert round(row["infrastructure_ratio"], 9) == round(float(premises / whole), 9)
    schools = [
        one
        for one in read_csv(f"packages/{package}/schools.csv")
        if one["role"] == "participant"
    ]
    assert row["school_count"] == (len(schools) or None)


@pytest.mark.parametrize("split", ["area", "category"])
def test_shares_of_a_plan_are_all_of_it(bundled: str, split: queries.Split) -> None:
    shares = queries.query_shares(bundled, "lt", split)
    for _, rows in shares.group_by("plan_code"):
        assert round(sum(rows["share"]), 9) == 1


def test_page_shows_shares_of_the_bundled_plans(run_bundled: RunPage) -> None:
    body = read_text(run_bundled("municipalities"))
    premises = sum_costs("kaunas", cost_category="infrastructure")
    share = format_share(premises / sum_costs("kaunas"), "lt", style="table")
    assert f"<b>Patalpos</b><b>{share}</b>" in body


def test_page_says_why_money_per_pupil_is_not_known(run_bundled: RunPage) -> None:
    said = read_text(run_bundled("municipalities"))
    assert "mokinių skaičius plane nurodytas 0 iš 11 mokyklų" in said
    assert "school_figures.csv" in said
    assert "Anykščių r. sav.: kiek tenka vienam mokiniui, nežinoma" in said
