"""Tables laid out otherwise by chance: every amount is right, or missing and said."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from laid_plan import Laid
from plan_cells import Plan, read
from plan_docx import write_docx
from plan_form import Form, Look
from plan_layouts import lay_out_otherwise

from etl.plans.contract.plan_package import Row
from etl.plans.findings.registry import find_all
from etl.plans.reading.reading import read_plan

QUICK, MANY, PARTS, PRINTED = 40, 1_500, 3, 10
KEYS = (
    *("activity_number", "occurrence", "indicator_number", "school_code"),
    *("total_kind", "exam", "measure", "subject", "school_year", "figure"),
    *("fact", "period"),
)
# Which table of the form a table of the package is read from, and its section.
TABLES = {
    "activities": ("costs", 6),
    "plan_totals": ("costs", 6),
    "partners": ("budget", 7),
    "indicators": ("indicators", 4),
    "indicator_values": ("indicators", 4),
    "exam_results": ("schools", 2),
    "school_figures": ("schools", 2),
}
# What is not printed any more where a column is gone, by words of its heading.
GONE = (
    ("be PVM", {"net_eur"}),
    ("PVM", {"vat_eur"}),
    ("vertinimas", {"value"}),
    ("Pradin", {"value"}),
    ("trukm", {"period_start", "period_end"}),
    ("Rodikl", {"value", "target_value"}),
    ("Mokyklos pavadinimas", {"value"}),
)
Key = tuple[str, str, tuple[object, ...]]


def numbers_of(plan: Plan) -> Iterator[tuple[Key, Decimal | date]]:
    """Numbers and days by their table, their column and what they are of."""
    for table, rows in plan.items():
        for row in rows if table != "findings" else ():
            for column, value in row.items():
                if isinstance(value, (Decimal, date)):
                    yield (_table_of(table, row), column, _name_of(row)), value


def _name_of(row: Row) -> tuple[object, ...]:
    return tuple(row[name] for name in KEYS if row.get(name))


def _table_of(table: str, row: Row) -> str:
    return "partners" if row.get("total_kind") == "partners" else table


def find_faults(usual: Plan, now: Plan, laid: Laid) -> list[str]:
    """What is read wrongly of a plan, or lost without a word."""
    said = _subjects(now) - _subjects(usual)
    before, after = dict(numbers_of(usual)), dict(numbers_of(now))
    counts = Counter(key for key, _ in numbers_of(now))
    faults = [
        f"{key} is read {count} times" for key, count in counts.items() if count > 1
    ]
    for key, value in after.items():
        if value not in set(_meanings(before.get(key), key, laid)):
            faults.append(f"{key} is {value} and was {before.get(key)}")
    faults += [
        f"{key} is lost"
        for key in before.keys() - after.keys()
        if not _is_gone(key, laid) and not _is_said(key, said)
    ]
    if laid.doubts and not said:
        faults.append("nothing is said")
    return [f"{laid.names}: {fault}" for fault in faults]


def _meanings(
    value: Decimal | date | None, key: Key, laid: Laid
) -> Iterator[Decimal | date]:
    table, column, _ = key
    factors = laid.factors.get(TABLES.get(table, ("", 0))[0], {1})
    if isinstance(value, Decimal) and column in ("net_eur", "vat_eur"):
        yield from (value * factor for factor in factors)
    elif value is not None:
        yield value


def _is_gone(key: Key, laid: Laid) -> bool:
    gone = (
        next((columns for words, columns in GONE if words in heading), set())
        for heading in laid.dropped
    )
    return any(key[1] in columns for columns in gone)


def _is_said(key: Key, said: set[tuple[str, str]]) -> bool:
    """Whether a finding is about the row, its table, or a cell merged with it."""
    section = f"section {TABLES[key[0]][1]}" if key[0] in TABLES else ""
    own = {section, *map(str, key[2])}
    return any(
        rule == "amount_unreadable" or {subject, subject.partition(".")[0]} & own
        for rule, subject in said
    )


def _subjects(plan: Plan) -> set[tuple[str, str]]:
    return {(row["rule"], row["subject"]) for row in plan["findings"]}


def make(form: Form, seed: int) -> Laid:
    chance = Random(seed)  # noqa: S311 – a layout is no secret
    return lay_out_otherwise(form, chance, chance.choice((1, 1, 2, 3)))


def check(form: Form, usual: Plan, seeds: range) -> None:
    made = (make(form, seed) for seed in seeds)
    faults = [
        fault for laid in made for fault in find_faults(usual, read(laid.form), laid)
    ]
    assert faults == []


def test_other_layout_gives_what_it_means_or_nothing(form: Form, usual: Plan) -> None:
    check(form, usual, range(QUICK))


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_layouts_by_the_thousand_give_what_they_mean_or_nothing(
    part: int, form: Form, usual: Plan
) -> None:
    check(form, usual, range(QUICK + part, QUICK + MANY, PARTS))


@pytest.fixture(scope="module")
def written(form: Form, tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    folder = tmp_path_factory.mktemp("layouts")
    paths = {seed: folder / f"{seed}.docx" for seed in (-1, *range(PRINTED))}
    for seed, path in paths.items():
        laid = make(form, seed) if seed >= 0 else Laid(form)
        write_docx(laid.form, Look(words=20), path)
    return paths


def read_file(path: Path) -> Plan:
    facts = read_plan(path)[1]
    return {**facts.rows, "findings": find_all(facts)}


@pytest.mark.slow
def test_docx_laid_out_otherwise_gives_what_it_means_or_nothing(
    form: Form, written: dict[int, Path]
) -> None:
    check_files(form, written)


@pytest.mark.slow
def test_pdf_laid_out_otherwise_gives_what_it_means_or_nothing(
    form: Form, written: dict[int, Path], print_pdfs: Callable[..., Path]
) -> None:
    folder = print_pdfs(*written.values())
    check_files(form, {seed: folder / f"{seed}.pdf" for seed in written})


def check_files(form: Form, paths: dict[int, Path]) -> None:
    usual = read_file(paths[-1])
    faults = [
        fault
        for seed, path in paths.items()
        if seed >= 0
        for fault in find_faults(usual, read_file(path), make(form, seed))
    ]
    assert faults == []


@pytest.mark.parametrize(
    ("change", "is_fault"),
    [
        pytest.param({}, False, id="nothing"),
        pytest.param({"net_eur": Decimal(8)}, True, id="another_amount"),
        pytest.param({"net_eur": None}, True, id="lost_in_silence"),
        pytest.param({"activity_number": "9"}, True, id="of_another_activity"),
    ],
)
def test_reader_that_gives_something_else_is_at_fault(
    change: Row, form: Form, usual: Plan, *, is_fault: bool
) -> None:
    first, *others = usual["activities"]
    now = {**usual, "activities": [{**first, **change}, *others]}
    assert bool(find_faults(usual, now, Laid(form))) is is_fault
