"""Plans made up by chance: what is printed is what was written, to the letter."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from plan_chance import make_up
from plan_docx import write_docx
from plan_form import Facts, lay_out

from etl.plans.content.sections import Section, find_sections
from etl.plans.contract.plan_package import Row
from etl.plans.form.costs.extract import extract_costed_activities
from etl.plans.reading.reading import read_document

SEEDS = range(6)


@pytest.fixture(scope="session")
def plans(facts: Facts) -> dict[int, Facts]:
    return {seed: make_up(facts, Random(seed))[0] for seed in SEEDS}  # noqa: S311


@pytest.fixture(scope="session")
def printed(
    facts: Facts,
    print_pdfs: Callable[..., Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("chance")
    for seed in SEEDS:
        plan, look = make_up(facts, Random(seed))  # noqa: S311
        write_docx(lay_out(plan, look), look, folder / f"{seed}.docx")
    return folder, print_pdfs(*folder.iterdir())


@pytest.mark.few(2)
@pytest.mark.parametrize("seed", SEEDS)
def test_pdf_has_the_lines_of_the_docx(seed: int, printed: tuple[Path, Path]) -> None:
    docx, pdf = (
        read_document(folder / f"{seed}.{kind}").lines
        for folder, kind in zip(printed, ("docx", "pdf"), strict=True)
    )
    assert [line.text for line in pdf] == [line.text for line in docx]


@pytest.mark.parametrize("seed", SEEDS)
def test_cost_table_is_read_as_it_was_written(
    seed: int, printed: tuple[Path, Path], plans: dict[int, Facts]
) -> None:
    sections = find_sections(read_document(printed[0] / f"{seed}.docx"))
    section = Section.COSTED_ACTIVITIES
    rows = extract_costed_activities(sections[section], sections.grids(section)).rows
    written = [_written(fact) for fact in plans[seed]["activities"]]
    assert [_read(row) for row in rows["activities"]] == written


def _read(row: Row) -> tuple[object, ...]:
    names = ("activity_number", "net_eur", "vat_eur", "cost_note", "period_text")
    title = row["title"].partition(";")[0]
    return (title, *(row[name] for name in names))


def _written(fact: Facts) -> tuple[object, ...]:
    if "full_width" in fact:
        return (fact["full_width"].partition(";")[0], fact["number"], *(None,) * 4)
    net, vat = (Decimal(fact[name].replace(",", ".")) for name in ("net", "vat"))
    return (fact["title"], fact["number"], net, vat, fact.get("note"), fact["period"])
