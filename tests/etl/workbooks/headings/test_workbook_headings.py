import tomllib
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from etl.workbooks.cells.units import multiplier_in
from etl.workbooks.contract.contract import KINDS, Kind, fact_columns
from etl.workbooks.files.sheets import ROW, Sheet
from etl.workbooks.headings.headings import (
    Heading,
    NearMiss,
    columns_of,
    find_heading,
)
from etl.workbooks.headings.naming import name_heading
from etl.workbooks.tables.layout import find_tables

SPENDING = "Planas|Veikla|Data|Dok. Nr.|Suma be PVM|PVM|Šaltinis|Etapas"


def make_rows(*lines: str) -> list[tuple[int, list[str | None]]]:
    """Give numbered rows; cells are parted by `|`, all rows as wide as the widest."""
    cells = [[cell or None for cell in line.split("|")] for line in lines]
    width = max(map(len, cells))
    return [(n, c + [None] * (width - len(c))) for n, c in enumerate(cells, start=1)]


def make_sheet(*lines: str) -> Sheet:
    rows = make_rows(*lines)
    width = len(rows[0][1])
    schema = pl.Schema({ROW: pl.Int64()} | {str(n): pl.String() for n in range(width)})
    frame = pl.DataFrame([[n, *cells] for n, cells in rows], schema, orient="row")
    return Sheet(name="", rows=frame)


def find(*lines: str) -> Heading:
    [heading] = find_tables(make_sheet(*lines))
    assert isinstance(heading, Heading)
    return heading


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["lt", "en", "name"])
def test_heading_is_found_in_either_language(kind: Kind, language: str) -> None:
    columns = [c for c in columns_of(kind) if c.name in fact_columns(kind)]
    heading = find("|".join(getattr(column, language) for column in columns))
    assert heading.kind == kind
    assert list(heading.places) == [column.name for column in columns]


@pytest.mark.parametrize("kind", KINDS)
def test_no_heading_names_two_columns(kind: Kind) -> None:
    words = [word for column in columns_of(kind) for word in column.synonyms]
    assert len(words) == len(set(words))
    assert all(words)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(SPENDING.upper(), id="capitals"),
        pytest.param(SPENDING.replace("Š", "S").replace(" ", "  "), id="plain_letters"),
        pytest.param(SPENDING.replace("Suma be", "Suma\nbe"), id="wrapped_heading"),
        pytest.param(SPENDING.replace("Data", "Data / Date"), id="two_languages"),
        pytest.param(SPENDING.replace("|PVM", "|PVM, Eur"), id="unit"),
        pytest.param(SPENDING.replace("|PVM", "|PVM (21 %)"), id="rate"),
        pytest.param("|".join(reversed(SPENDING.split("|"))), id="another_order"),
        pytest.param(SPENDING.replace("Data", "Date"), id="mixed_languages"),
    ],
)
def test_heading_is_found_however_written(line: str) -> None:
    heading = find(line)
    assert (heading.kind, len(heading.places)) == ("spending", 8)


def test_heading_is_found_under_titles_and_blanks() -> None:
    heading = find("Plano išlaidos", "", "2024 m.|parengta 2025-01-15", SPENDING, "a")
    assert heading.row == 4


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (
            "Planas|Veikla|Data|Dok. Nr.|Suma||Šaltinis|Etapas",
            "||||be PVM|PVM||",
        ),
        (
            "||Dokumentas||Suma|||",
            "Planas|Veikla|Data|Nr.|be PVM|PVM|Šaltinis|Etapas",
        ),
    ],
)
def test_heading_of_two_rows_is_joined(above: str, below: str) -> None:
    heading = find("Išlaidos", above, below, "kaunas|1.1")
    assert heading.row == 3
    assert heading.places["net_eur"] == 4
    assert heading.places["vat_eur"] == 5
    assert len(heading.places) == 8


def test_unknown_headings_are_named() -> None:
    assert find(f"{SPENDING}|Pastabos|Kas taisytina").unknown == ("Pastabos",)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            [SPENDING.replace("be PVM|", "be PVM, tūkst. Eur|")],
            {"net_eur": 1000},
            id="one_heading",
        ),
        pytest.param(
            ["(tūkst. Eur)", SPENDING],
            {"net_eur": 1000, "vat_eur": 1000},
            id="above_the_table",
        ),
        pytest.param(
            ["(tūkst. Eur)", SPENDING.replace("|PVM|", "|PVM, Eur|")],
            {"net_eur": 1000},
            id="own_unit_wins",
        ),
        pytest.param(["Mokinių, tūkst.", SPENDING], {}, id="no_money"),
        pytest.param([SPENDING], {}, id="none"),
    ],
)
def test_thousands_are_found_in_the_heading(
    lines: list[str], expected: dict[str, int]
) -> None:
    assert find(*lines).multipliers == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("tūkst. Eur", 1000), ("mln. eurų", 1_000_000), ("€", 1), ("Eur", 1), ("PVM", 0)],
)
def test_multiplier_is_found_in_words(text: str, expected: int) -> None:
    assert multiplier_in(text) == expected


def test_missing_columns_are_named() -> None:
    near = find_heading(make_rows(SPENDING.replace("|Etapas", "").replace("Data", "x")))
    assert isinstance(near, NearMiss)
    assert near.is_near
    assert near.missing == ("date", "phase")


def test_spending_without_a_column_is_not_taken_for_outcomes() -> None:
    line = SPENDING.replace("|Dok. Nr.", "").replace("Etapas", "Būsena")
    near = find_heading(make_rows(line))
    assert isinstance(near, NearMiss)
    assert (near.kind, near.missing) == ("spending", ("document_number",))


def test_column_named_twice_is_no_heading() -> None:
    near = find_heading(make_rows(f"{SPENDING}|Neto"))
    assert isinstance(near, NearMiss)
    assert near.twice == ("net_eur",)


def test_rows_without_headings_have_none() -> None:
    near = find_heading(make_rows("a|b|c", "1|2|3"))
    assert near is None


@pytest.mark.parametrize(
    ("days", "places", "stood_in"),
    [
        ("Sąskaitos data|Apmokėjimo data", {"document_date": 0, "date": 1}, ()),
        ("Sąskaitos data", {"date": 0}, ("date",)),
        ("Mokėjimo data", {"date": 0}, ()),
    ],
    ids=["both", "document_only", "payment_only"],
)
def test_day_of_payment_and_day_of_document_are_told_apart(
    days: str, places: dict[str, int], stood_in: tuple[str, ...]
) -> None:
    heading = find(f"{days}|{SPENDING.replace('Data|', '')}")
    assert {n: p for n, p in heading.places.items() if n.endswith("date")} == places
    assert heading.stood_in == stood_in


NATURAL = tomllib.loads(
    Path(__file__).with_name("natural_headings.toml").read_text(encoding="utf-8")
)
LOOKALIKES = NATURAL.pop("none")
MOST_UNKNOWN = 0.02
"""Share of the headings that people write which may stay unknown."""


def named(kind: Kind, text: str) -> str | None:
    found = name_heading(kind, text)
    return found.name if found else None


def test_headings_that_people_write_are_known() -> None:
    listed = [
        (kind, column, text)
        for kind, columns in NATURAL.items()
        for column, texts in columns.items()
        for text in texts
    ]
    found = {entry: named(entry[0], entry[2]) for entry in listed}
    wrong = {e: name for e, name in found.items() if name not in {e[1], None}}
    missed = [entry for entry, name in found.items() if name is None]
    assert not wrong
    assert len(missed) <= MOST_UNKNOWN * len(listed), missed


@pytest.mark.parametrize("kind", KINDS)
def test_headings_that_only_look_like_ours_are_none(kind: Kind) -> None:
    wrong = {text: named(kind, text) for text in LOOKALIKES[kind]}
    assert {text: name for text, name in wrong.items() if name} == {}


@pytest.mark.parametrize("change", [str.upper, str.lower, str.title])
def test_case_of_a_heading_does_not_matter(change: Callable[[str], str]) -> None:
    for kind, columns in NATURAL.items():
        for texts in columns.values():
            for text in texts:
                assert named(kind, change(text)) == named(kind, text), text


@pytest.mark.parametrize("quantity", ["Kiekis", "Kiekis, vnt.", "Vnt.", "Quantity"])
def test_a_price_beside_a_quantity_is_no_amount(quantity: str) -> None:
    prices = SPENDING.replace("Suma be PVM", "Kaina be PVM")
    assert find(prices).places["net_eur"] == 4
    [miss] = find_tables(make_sheet(f"{prices}|{quantity}"))
    assert isinstance(miss, NearMiss)
    assert "net_eur" in miss.missing
    both = find(f"{SPENDING}|{quantity}|Kaina be PVM")
    assert both.places["net_eur"] == 4


@pytest.mark.parametrize("said", ["pvz. 2023-2024", "e.g. 2023/2024", "(pvz., 2023)"])
def test_an_example_in_a_heading_says_nothing_else(said: str) -> None:
    assert named("exams", f"Mokslo metai, {said}") == "school_year"
    assert named("exams", said) is None
