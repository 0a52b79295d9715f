"""However documents are spread over files, ordered or repeated, their sum is one."""

import random
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from duckdb import DuckDBPyConnection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.refresh.acceptance import rank_tables
from etl.refresh.raw import SPENDING
from etl.workbooks import read_workbook
from warehouse.connection import insert_frame

from .conftest import Row, pay, write_csv

Document = list[Row]

SUM = """
select coalesce(sum(net_eur), 0) from intermediate.int_spending__ordered
where is_current
"""
CENTS = st.integers(-(10**7), 10**7)
CHANCE = st.randoms(use_true_random=False)
PATIENT = settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
SUPPLIERS = ("", "UAB „Pirmas“", "MB Antras")
DAYS = ("2025-03-01", "2025-04-30")


@pytest.fixture(scope="module")
def models(empty_warehouse: DuckDBPyConnection) -> Iterator[DuckDBPyConnection]:
    """Yield the models, over tables to fill anew for each example."""
    yield empty_warehouse
    empty_warehouse.execute("delete from raw.workbook__spending")


@st.composite
def documents(draw: st.DrawFn) -> list[Document]:
    """Draw documents, each of one to three lines that differ in their contract."""
    told = st.tuples(
        st.sampled_from(SUPPLIERS), st.integers(1, 4), st.sampled_from(DAYS)
    )
    found = []
    for supplier, number, day in draw(st.lists(told, unique=True, max_size=8)):
        amounts = draw(st.lists(CENTS, min_size=1, max_size=3))
        found.append(
            [
                pay(
                    number,
                    supplier=supplier,
                    date=day,
                    net_eur=f"{Decimal(cents) / 100:.2f}",
                    contract_number=f"S-{line}",
                    activity_number=draw(st.sampled_from(["1", "2"])),
                )
                for line, cents in enumerate(amounts)
            ]
        )
    return found


def add_up(listed: Sequence[Document]) -> Decimal:
    return sum((Decimal(row["net_eur"]) for rows in listed for row in rows), Decimal(0))


def load(
    models: DuckDBPyConnection, folder: Path, files: Sequence[Sequence[Document]]
) -> Decimal:
    """Read files in the order they came and give the sum of what counts."""
    models.execute("delete from raw.workbook__spending")
    for number, listed in enumerate(files, start=1):
        rows = [row for document in listed for row in document]
        facts = read_workbook(write_csv(folder / f"{number}.csv", rows)).facts
        if rows:
            ranked = rank_tables({SPENDING: facts["spending"]}, number)
            insert_frame(models, f"raw.{SPENDING}", ranked[SPENDING])
    found = models.execute(SUM).fetchone()
    assert found is not None
    return Decimal(found[0])


def spread(listed: Sequence[Document], chance: random.Random) -> list[list[Document]]:
    """Spread documents over files, whole ones, in any order."""
    files: list[list[Document]] = [[] for _ in range(chance.randint(1, 4))]
    for document in listed:
        files[chance.randrange(len(files))].append(document)
    chance.shuffle(files)
    return files


def check_spread(
    models: DuckDBPyConnection,
    tmp_path: Path,
    listed: list[Document],
    chance: random.Random,
) -> None:
    files = spread(listed, chance)
    assert load(models, tmp_path, files) == add_up(listed)
    again = [document for document in listed if chance.random() < 0.5]
    pasted = [document * 2 for document in again]
    assert load(models, tmp_path, [*files, pasted]) == add_up(listed)


def check_later(
    models: DuckDBPyConnection,
    tmp_path: Path,
    listed: list[Document],
    cents: int,
    chance: random.Random,
) -> None:
    changed = [document for document in listed if chance.random() < 0.5]
    later = [
        [{**document[0], "net_eur": f"{Decimal(cents) / 100:.2f}"}]
        for document in changed
    ]
    kept = [document for document in listed if document not in changed]
    files = [*spread(listed, chance), *spread(later, chance)]
    assert load(models, tmp_path, files) == add_up(kept) + add_up(later)
    others = [*spread(later, chance), *spread(listed, chance)]
    assert load(models, tmp_path, others) == add_up(listed)


@settings(PATIENT, max_examples=12)
@given(listed=documents(), chance=CHANCE)
def test_any_spread_order_and_repetition_gives_the_same_sum(
    models: DuckDBPyConnection,
    tmp_path: Path,
    listed: list[Document],
    chance: random.Random,
) -> None:
    check_spread(models, tmp_path, listed, chance)


@pytest.mark.slow
@settings(PATIENT, max_examples=12)
@given(listed=documents(), cents=CENTS, chance=CHANCE)
def test_of_documents_that_two_files_bring_the_later_file_counts(
    models: DuckDBPyConnection,
    tmp_path: Path,
    listed: list[Document],
    cents: int,
    chance: random.Random,
) -> None:
    check_later(models, tmp_path, listed, cents, chance)


@pytest.mark.slow
@settings(PATIENT, max_examples=100)
@given(listed=documents(), chance=CHANCE)
def test_many_spreads_give_the_same_sum(
    models: DuckDBPyConnection,
    tmp_path: Path,
    listed: list[Document],
    chance: random.Random,
) -> None:
    check_spread(models, tmp_path, listed, chance)


@pytest.mark.slow
@settings(PATIENT, max_examples=100)
@given(listed=documents(), cents=CENTS, chance=CHANCE)
def test_of_many_documents_that_two_files_bring_the_later_file_counts(
    models: DuckDBPyConnection,
    tmp_path: Path,
    listed: list[Document],
    cents: int,
    chance: random.Random,
) -> None:
    check_later(models, tmp_path, listed, cents, chance)
