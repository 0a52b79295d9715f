"""One cell written in each way a DOCX can: read whole, or left empty and said."""

import io
from decimal import Decimal
from random import Random

import docx
import pytest
from docx_changes import CHANGES, write_cell
from plan_docx import write_docx
from plan_form import COST_HEADINGS, Facts, Grid, Look, lay_out

from etl.plans.content.document import PlanDocument
from etl.plans.content.docx.reader import read_docx
from etl.plans.content.linearise import number_lines
from etl.plans.findings.model import PlanFacts
from etl.plans.reading.facts import read_facts

NET, VAT = 7, 8
SEEDS = 25
Amounts = dict[tuple[str, str], Decimal | None]
SAYS = frozenset(
    ("amount_unreadable", "amount_left_over", "text_left_out", "picture_unread")
)


@pytest.fixture(scope="module")
def costs(facts: Facts, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The title of a plan and its table of costs alone."""
    form = lay_out(facts, Look(words=4))
    place = next(
        place
        for place, part in enumerate(form)
        if isinstance(part, Grid) and part.rows[0] == COST_HEADINGS
    )
    path = tmp_path_factory.mktemp("docx") / "plan.docx"
    write_docx([form[0], form[place - 1], form[place]], Look(), path)
    return path.read_bytes()


def read(content: bytes) -> PlanFacts:
    parts = number_lines(read_docx(content, "plan.docx"))
    return read_facts(PlanDocument("plan.docx", "", *parts))


def amounts_of(facts: PlanFacts) -> Amounts:
    columns = ("net_eur", "vat_eur")
    names = {"activities": "activity_number", "plan_totals": "total_kind"}
    return {
        (str(row[name]), column): row[column]
        for table, name in names.items()
        for row in facts.table(table)
        for column in columns
    }


def fault_of(costs: bytes, usual: PlanFacts, name: str, seed: int) -> str:
    """What is wrong with the costs when one cell is written otherwise."""
    chance = Random(f"{name}{seed}")  # noqa: S311 – a choice of cells is no secret
    document = docx.Document(io.BytesIO(costs))
    number, column = chance.choice(("1", "2", "3.1", "3.2")), chance.choice((NET, VAT))
    row = next(
        row for row in document.tables[0].rows[2:] if row.cells[0].text == f"{number}."
    )
    cents = chance.randint(100_000, 99_999_999)
    [first, *others] = row.cells[column].paragraphs
    for other in others:
        other._p.getparent().remove(other._p)
    write_cell(first._p, name, f"{cents // 100},{cents % 100:02}", chance)
    changed = io.BytesIO()
    document.save(changed)
    facts = read(changed.getvalue())
    key = (number, "net_eur" if column == NET else "vat_eur")
    before, now = amounts_of(usual), amounts_of(facts)
    strayed = {one for one in before if one != key and now.get(one) != before[one]}
    if strayed:
        return f"{name} {seed}: {strayed} changed, too"
    return _fault_of_cell(name, seed, now[key], Decimal(cents) / 100, facts)


def _fault_of_cell(
    name: str, seed: int, read: Decimal | None, written: Decimal, facts: PlanFacts
) -> str:
    change = CHANGES[name]
    is_said = bool(SAYS & {rule for rule, found in facts.reported.items() if found})
    is_right = read is None or (read == written and "whole" in change.values)
    needs_saying = read is None or change.is_doubtful
    if is_right and (is_said or not needs_saying):
        return ""
    return f"{name} {seed}: {written} is read as {read}, said: {is_said}"


def test_amount_written_in_any_way_is_read_whole_or_said(costs: bytes) -> None:
    usual = read(costs)
    assert [
        fault for name in CHANGES if (fault := fault_of(costs, usual, name, 0))
    ] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", CHANGES)
def test_amount_cut_anywhere_is_read_whole_or_said(costs: bytes, name: str) -> None:
    usual = read(costs)
    faults = [fault_of(costs, usual, name, seed) for seed in range(1, SEEDS)]
    assert list(filter(None, faults)) == []
