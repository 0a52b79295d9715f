from collections.abc import Callable, Sequence
from functools import wraps

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.plans.content.document import Line, parse_lines
from etl.plans.content.sections import Section, Sections
from etl.plans.contract.plan_package import TABLES, Rows
from etl.plans.form.indicators.extract import extract_indicators
from etl.plans.form.municipality.facts import extract_municipal_facts
from etl.plans.form.schools.exam_results import extract_exam_results
from etl.plans.form.schools.extract import SchoolText, extract_schools, read_schools
from etl.plans.form.schools.figures import extract_school_figures
from etl.plans.form.strategy.goals import extract_goals
from etl.plans.form.strategy.partners import extract_partners
from etl.plans.form.strategy.principles import extract_principles
from etl.plans.form.strategy.risks import extract_risks
from etl.plans.package.frames import build_frame


def of_schools(
    read: Callable[[Sequence[SchoolText]], Rows],
) -> Callable[[Sequence[Line]], Rows]:
    """Make a reader of lines of one that reads the schools in them."""

    @wraps(read)
    def reader(lines: Sequence[Line]) -> Rows:
        return read(read_schools(lines))

    return reader


def read_facts(lines: Sequence[Line]) -> Rows:
    return extract_municipal_facts(lines).rows


READERS: dict[Callable[[Sequence[Line]], Rows], Section] = {
    extract_goals: Section.SITUATION,
    read_facts: Section.SITUATION,
    of_schools(extract_schools): Section.SCHOOLS,
    of_schools(extract_exam_results): Section.SCHOOLS,
    of_schools(extract_school_figures): Section.SCHOOLS,
    extract_partners: Section.PARTNERS,
    extract_indicators: Section.INDICATORS,
    extract_principles: Section.PRINCIPLES,
    extract_risks: Section.RISKS,
}
SNIPPETS = (
    "Kalno gimnazija (G1)",
    "Stipriosios veiklos.",
    "dalyvaus",
    "2021-2022 m. m. VBE (lietuvių kalbos, matematikos) rezultatai (36-100 balų) –",
    "PUPP lietuvių kalbos ir matematikos atotrūkis 2021-2022 m. m. –",
    "66, 19,5,",
    "(2020-2021",
    "1. Tikslas:",
    "1.1.",
    "Pažangos plano tikslai",
    "Siekiama reikšmė įgyvendinus pažangos planą",
    "- -",
    "nematuojama",
    "(proc.)",
    "Kranto g. 5, LT-01234",
    "STEAM,",
    "mažas",
    "Darnaus vystymosi principas",
    "Visos veiklos 1.-67.",
    "",
    " ",
)


def contracted(rows: Rows) -> None:
    for name, table in rows.items():
        assert {column for row in table for column in row} <= set(
            TABLES[name].columns()
        )
        build_frame(TABLES[name], table)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__)
@given(lines=st.lists(st.sampled_from(SNIPPETS) | st.text(max_size=20), max_size=25))
def test_readers_keep_the_contract_whatever_they_read(
    reader: Callable[[Sequence[Line]], Rows], lines: list[str]
) -> None:
    contracted(reader(parse_lines("\n".join(lines))))


@pytest.mark.seeds
@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__)
def test_readers_read_a_cut_plan_as_far_as_it_goes(
    reader: Callable[[Sequence[Line]], Rows], city_plan: Sections
) -> None:
    lines = city_plan[READERS[reader]]
    whole = reader(lines)
    assert all(whole.values())
    contracted(whole)
    for length in range(0, len(lines), max(len(lines) // 12, 1)):
        part = reader(lines[:length])
        contracted(part)
        assert all(len(part[name]) <= len(rows) for name, rows in whole.items())


def unmarked(lines: Sequence[Line]) -> str:
    return "\n".join(line.text for line in lines)


def numbered(lines: Sequence[Line]) -> str:
    breaks = {line.number for line in lines if line.starts_page}
    return "\n".join(
        f"\n37\n\n\n\n{line.text}" if line.number in breaks else line.text
        for line in lines
    )


@pytest.mark.seeds
@pytest.mark.parametrize("reprint", [unmarked, numbered])
@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__)
def test_readers_need_no_marks_where_pages_begin(
    reader: Callable[[Sequence[Line]], Rows],
    reprint: Callable[[Sequence[Line]], str],
    city_plan: Sections,
) -> None:
    lines = city_plan[READERS[reader]]
    assert facts(reader(parse_lines(reprint(lines)))) == facts(reader(lines))


def facts(rows: Rows) -> Rows:
    return {
        name: [{**row, "source_line": None} for row in table]
        for name, table in rows.items()
    }


@pytest.mark.seeds
@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__)
def test_readers_keep_figures_and_names_but_no_prose(
    reader: Callable[[Sequence[Line]], Rows], city_plan: Sections
) -> None:
    for table in reader(city_plan[READERS[reader]]).values():
        for row in table:
            assert len(str(row.get("printed", ""))) <= 40
            assert len(str(row.get("name", ""))) <= 160
