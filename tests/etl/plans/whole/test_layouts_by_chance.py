"""Tables laid out otherwise by chance: every amount is right, or missing and said."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from laid_faults import find_faults
from laid_plan import Laid
from plan_cells import Plan, read
from plan_docx import write_docx
from plan_form import Form, Look
from plan_layouts import lay_out_otherwise

from etl.plans.contract.plan_package import Row
from etl.plans.findings.registry import find_all
from etl.plans.reading.reading import read_plan

QUICK, MANY, PARTS, PRINTED = 40, 1_500, 3, 10


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
