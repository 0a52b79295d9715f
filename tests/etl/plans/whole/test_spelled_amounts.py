"""Every spelling of an amount, in each kind of file: the right value, or none."""

from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from plan_docx import write_docx
from plan_form import Facts, Form, Look, lay_out
from plan_text import write_text
from spellings import Spelling, spell

from etl.plans.content.sections import Section, find_sections
from etl.plans.form.costs.extract import (
    CostSection,
    extract_costed_activities,
)
from etl.plans.reading.reading import read_document

AMOUNTS = (
    *("24750.00", "120139.15", "1350425.83", "7500.50"),
    *("36134.70", "988.07", "1061000.70", "54321.99"),
)
LOOK = Look(words=15, gap=2)
COLUMNS = ("net", "vat")


def spelled(
    facts: Facts, column: str, amounts: tuple[str, ...]
) -> tuple[Facts, list[Spelling]]:
    """A plan with an activity for every spelling, each with its other cost as usual."""
    usual = facts["activities"][0]
    spellings = [one for amount in amounts for one in spell(Decimal(amount))]
    rows = [
        {
            **usual,
            "number": str(number),
            "related": "",
            "net": "50000,00",
            "vat": "10500,00",
            column: spelling.printed,
        }
        for number, spelling in enumerate(spellings, start=1)
    ]
    return {**facts, "activities": rows}, spellings


def read_costs(path: Path) -> CostSection:
    sections = find_sections(read_document(path))
    section = Section.COSTED_ACTIVITIES
    return extract_costed_activities(sections[section], sections.grids(section))


def faults(found: CostSection, column: str, spellings: list[Spelling]) -> list[str]:
    """What is wrong: another value, a neighbour's, or nothing without a word."""
    said = defaultdict(list)
    for rule, findings in found.reported.items():
        for finding in findings:
            said[finding.subject].append((rule, finding.found))
    usual = {"net": Decimal(50_000), "vat": Decimal(10_500)}
    other = COLUMNS[1 - COLUMNS.index(column)]
    rows = {row["activity_number"]: row for row in found.rows["activities"]}
    wrong = []
    for number, spelling in enumerate(spellings, start=1):
        row = rows[str(number)]
        value, neighbour = row[f"{column}_eur"], row[f"{other}_eur"]
        is_said = bool(said[str(number)])
        is_right = value == spelling.value or (value is None and is_said)
        is_kept = neighbour == usual[other] or (neighbour is None and is_said)
        if not (is_right and is_kept and (value is not None or is_said)):
            wrong.append(f"{spelling.name} {spelling.printed!r}: {value}, {neighbour}")
    return wrong


def unread(found: CostSection, column: str, spellings: list[Spelling]) -> list[str]:
    """Spellings that a reader of cells has to read and did not."""
    rows = {row["activity_number"]: row for row in found.rows["activities"]}
    return [
        spelling.name
        for number, spelling in enumerate(spellings, start=1)
        if spelling.must_read and rows[str(number)][f"{column}_eur"] != spelling.value
    ]


def lay(facts: Facts) -> Form:
    return lay_out(facts, LOOK)


@pytest.mark.parametrize("column", COLUMNS)
def test_docx_reads_every_spelling_or_says_so(
    column: str, facts: Facts, tmp_path: Path
) -> None:
    changed, spellings = spelled(facts, column, AMOUNTS[:2])
    path = tmp_path / "plan.docx"
    write_docx(lay(changed), LOOK, path)
    found = read_costs(path)
    assert faults(found, column, spellings) == []
    assert unread(found, column, spellings) == []


@pytest.mark.parametrize("column", COLUMNS)
def test_text_reads_every_spelling_or_says_so(
    column: str, facts: Facts, tmp_path: Path
) -> None:
    changed, spellings = spelled(facts, column, AMOUNTS[:2])
    path = tmp_path / "plan.txt"
    write_text(lay(changed), path)
    assert faults(read_costs(path), column, spellings) == []


@pytest.mark.slow
@pytest.mark.parametrize("column", COLUMNS)
def test_all_kinds_of_file_read_every_spelling_of_every_amount(
    column: str, facts: Facts, tmp_path: Path, print_pdfs: Callable[..., Path]
) -> None:
    changed, spellings = spelled(facts, column, AMOUNTS)
    paths = {kind: tmp_path / f"plan.{kind}" for kind in ("docx", "txt")}
    write_docx(lay(changed), LOOK, paths["docx"])
    write_text(lay(changed), paths["txt"])
    paths["pdf"] = print_pdfs(paths["docx"]) / "plan.pdf"
    wrong = {
        kind: faults(read_costs(path), column, spellings)
        for kind, path in paths.items()
    }
    assert wrong == {kind: [] for kind in paths}
