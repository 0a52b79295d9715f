"""Readers of lines take steps in proportion to their input, whatever it repeats."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from etl.plans.content.content import Paragraph
from etl.plans.content.document import PlanDocument, parse_lines
from etl.plans.content.linearise import linearise
from etl.plans.content.sections import find_sections
from etl.plans.form.activities.planned import extract_planned_activities
from etl.plans.form.budget.extract import extract_budget
from etl.plans.form.costs.extract import extract_costed_activities
from etl.plans.form.indicators.extract import extract_indicators
from etl.plans.form.municipality.facts import extract_municipal_facts
from etl.plans.form.schools.exam_results import extract_exam_results
from etl.plans.form.schools.extract import read_schools
from etl.plans.form.strategy.goals import extract_goals
from etl.plans.form.strategy.partners import extract_partners
from etl.plans.form.strategy.principles import extract_principles
from etl.plans.form.strategy.risks import extract_risks

ROW = (
    "1. Salė / STEAM / Vaikai mokysis drauge ir padės / 2025 m. / Planai / 5,00 / 1,05"
)
REPEATED = {
    "words": "Vaikai mokysis drauge ir padės vieni kitiems kasdien|",
    "pages": "12||| Vaikai|",
    "numbered": "1. Salė||",
    "rows": f"{ROW} / ",
    "totals": "Iš viso: 5,00 1,05|",
    "schools": "Kalno gimnazija (G1)||Stipriosios. PUPP 5 proc.||",
    "indicators": "7. Pagalba, dalis (proc.)||12 (2021-2022 m. m.)||15||",
    "open_brackets": "Pagalba (dalis||",
    "facts": "2021 m. lietuvių kalbos didžiausias PUPP atotrūkis siekė 5 proc., ",
    "risks": "Rizika viena||mažas||Valdymas||",
    "partners": "VšĮ „Kalnas“||Kranto g. 5, LT-01234||Kauno||STEAM||",
    "goals": "1. Tikslas: geri||1.1. Uždavinys||",
}
READERS: dict[str, Callable[[Any], object]] = {
    "sections": lambda lines: find_sections(PlanDocument("", "", lines)),
    "facts": extract_municipal_facts,
    "goals": extract_goals,
    "exams": lambda lines: extract_exam_results(read_schools(lines)),
    "partners": extract_partners,
    "indicators": lambda lines: extract_indicators(
        (*parse_lines("Siekiama reikšmė įgyvendinus pažangos planą\n"), *lines)
    ),
    "planned": extract_planned_activities,
    "costs": extract_costed_activities,
    "budget": extract_budget,
    "principles": extract_principles,
    "risks": extract_risks,
    "lines": lambda lines: linearise([Paragraph(" ".join(x.text for x in lines))]),
}
FEW, MANY = 40, 160


def count_steps(read: Callable[[], object]) -> int:
    """Lines of code that reading runs through: the same on every machine."""
    steps = 0

    def trace(_: FrameType, event: str, __: object) -> Any:  # noqa: ANN401
        nonlocal steps
        steps += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        read()
    finally:
        sys.settrace(before)
    return steps


@pytest.mark.parametrize("repeated", REPEATED.values(), ids=REPEATED)
@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_steps_grow_with_the_input(
    reader: Callable[[Any], object], repeated: str
) -> None:
    plain = repeated.replace(" / ", "\n\n").replace("|", "\n")
    reader(parse_lines(plain))  # what is read once, such as lists of words
    few, many = (
        count_steps(lambda count=count: reader(parse_lines(plain * count)))
        for count in (FEW, MANY)
    )
    assert many < few * MANY / FEW * 1.5
