from plan_rows import document_of

from etl.plans.content.sections import Section, find_sections
from etl.plans.form.extract import extract_form

RISKS = "9. Kokios yra šio pažangos plano vykdymo rizikos?"
COSTS = "6. Lentelėje nurodykite mokyklose planuojamas vykdyti veiklas."
TABLE = ["Veiklos Nr.|Veiklos pavadinimas|Be PVM|PVM", "1.|Salė|5,00|1,05"]


def test_second_plan_in_a_document_is_said() -> None:
    sections = find_sections(document_of(COSTS, TABLE, RISKS, COSTS, TABLE))
    assert [section for section, _ in sections.repeated] == [Section.COSTED_ACTIVITIES]
    facts = extract_form(sections)
    assert len(facts.table("activities")) == 1
    [finding] = facts.reported["section_repeated"]
    assert finding.subject == "section 6"


def test_whole_plan_repeats_nothing() -> None:
    facts = extract_form(find_sections(document_of(COSTS, TABLE, RISKS)))
    assert facts.reported.get("section_repeated", []) == []
