"""Plans laid out otherwise as texts: each figure is right, or a finding is about it."""

from pathlib import Path
from random import Random

import pytest
from laid_faults import find_faults
from laid_plan import Laid
from plan_cells import Plan
from plan_form import Form
from plan_layouts import lay_out_otherwise
from plan_text import TextLook, make_up_look, write_text
from text_changes import lay_out_text

from etl.plans.content.document import PlanDocument
from etl.plans.content.linearise import number_lines
from etl.plans.content.sections import find_sections
from etl.plans.findings.registry import find_all
from etl.plans.form.extract import extract_form

QUICK, MANY, PARTS = 6, 500, 4


@pytest.fixture
def text(tmp_path: Path) -> Path:
    return tmp_path / "plan.txt"


@pytest.fixture
def usual_text(form: Form, text: Path) -> Plan:
    """What is read of the plan as it is, written as a text."""
    return read_text(form, text, TextLook())


def read_text(form: Form, path: Path, look: TextLook) -> Plan:
    write_text(form, path, look)
    lines = number_lines(path.read_text(encoding="utf-8"))
    facts = extract_form(find_sections(PlanDocument(path.name, "", *lines)))
    return {**facts.rows, "findings": find_all(facts)}


def make(form: Form, seed: int) -> tuple[Laid, TextLook]:
    """The plan, its tables or only its pages laid out by chance."""
    chance = Random(seed)  # noqa: S311 – a layout is no secret
    kind = chance.choice(("tables", "texts", "texts", "pages"))
    if kind == "tables":
        return lay_out_otherwise(form, chance, chance.choice((1, 1, 2, 3))), TextLook()
    laid = lay_out_text(form, chance) if kind == "texts" else Laid(list(form))
    return laid, make_up_look(chance)


def check(form: Form, usual: Plan, path: Path, seeds: range) -> None:
    faults: list[str] = []
    for seed in seeds:
        laid, look = make(form, seed)
        now = read_text(laid.form, path, look)
        found = find_faults(usual, now, laid, allows_said=True)
        faults += [f"{seed}: {look} {fault}" for fault in found]
    assert faults == []


def test_text_laid_out_otherwise_gives_what_it_means_or_a_finding(
    form: Form, usual_text: Plan, text: Path
) -> None:
    check(form, usual_text, text, range(QUICK))


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_texts_by_the_hundred_give_what_they_mean_or_a_finding(
    part: int, form: Form, usual_text: Plan, text: Path
) -> None:
    check(form, usual_text, text, range(QUICK + part, QUICK + MANY, PARTS))


@pytest.mark.parametrize("number", ["{n}", "- {n} -", "{n} / 30", "Puslapis {n} iš 30"])
def test_numbers_of_pages_are_no_figures(
    number: str, form: Form, usual_text: Plan, text: Path
) -> None:
    look = TextLook(number=number, running="Utenos r. sav.", blanks=0, page_lines=30)
    now = read_text(form, text, look)
    assert find_faults(usual_text, now, Laid(form)) == []
