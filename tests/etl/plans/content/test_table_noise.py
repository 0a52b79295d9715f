"""Tables of any shape and content: nothing crashes, the contract holds."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from etl.plans.content.content import Table, TableCell
from etl.plans.content.linearise import linearise
from etl.plans.form.activities.schools import extract_planned_schools
from etl.plans.form.budget.extract import extract_budget
from etl.plans.form.costs.extract import extract_costed_activities
from etl.plans.form.indicators.extract import read_indicator_tables
from etl.plans.form.schools.extract import extract_schools
from etl.plans.form.schools.tables import read_school_tables
from etl.plans.form.strategy.partner_tables import read_partner_tables
from etl.plans.form.strategy.principles import read_principle_tables
from etl.plans.form.strategy.risks import read_risk_tables
from etl.plans.form.tables.planned_activities import read_planned_tables
from etl.plans.package.frames import build_frames

TEXTS = (
    *("", "", "1", "2.", "3.1.", "1. Salė", "Salė", "Veiklos Nr.", "Eil. Nr."),
    *("Veiklos pavadinimas", "Išlaidos, Eur be PVM", "PVM suma", "be PVM", "PVM"),
    *("Iš viso su PVM", "Išlaidos tūkst. Eur be PVM", "Laikotarpis", "Sritis"),
    *("24.750,00", "1.234", "apie 5", "80 tūkst.", "0,00 (įtraukta prie 1)", "–"),
    *("IŠ VISO", "Tiesioginės išlaidos", "Infrastruktūra", "1.1. Mokykla: G1"),
    *("Rodiklis", "Pradinė reikšmė", "Siekiama reikšmė", "83,01¹", "50–60"),
    *("Mokyklos pavadinimas", "Ar dalyvaus?", "Kalno mokykla (G1)", "dalyvaus"),
    *("Partnerio pavadinimas", "Planuojama veikla", "Kuriose mokyklose?", "G1, T2"),
    *("Horizontalusis principas", "Veiklos susiję su principu", "Visos veiklos"),
    *("Darnaus vystymosi principas", "Rizikos pavadinimas", "Lygmuo", "mažas"),
    *("2025 m. I ketv.", "STEAM", "1 tikslo 1 uždavinys", "Rodikliai: 1, 2"),
)
TABLE_READERS = (
    read_indicator_tables,
    read_partner_tables,
    read_principle_tables,
    read_risk_tables,
)
edges = st.lists(st.integers(0, 12).map(float), min_size=2, max_size=8)


@st.composite
def rows(draw: st.DrawFn) -> tuple[TableCell, ...]:
    places = sorted(draw(edges))
    return tuple(
        TableCell(
            left,
            right,
            tuple(draw(st.lists(st.sampled_from(TEXTS), max_size=2))),
            rows=draw(st.integers(1, 3)),
        )
        for left, right in pairwise(places)
    )


@settings(max_examples=150, deadline=None)
@given(tables=st.lists(st.lists(rows(), max_size=7), max_size=3))
def test_any_tables_are_read_without_a_crash(
    tables: list[list[tuple[TableCell, ...]]],
) -> None:
    lines, grids = linearise([Table(tuple(table)) for table in tables])
    found = extract_costed_activities(lines, grids).rows
    found["plan_totals"].extend(extract_budget(lines, grids).rows["plan_totals"])
    for read in TABLE_READERS:
        found |= read(grids, lines).rows
    found |= extract_schools(read_school_tables(grids, lines).schools)
    planned = read_planned_tables(grids, lines).activities
    found["activity_schools"] = []
    found |= extract_planned_schools(planned, found["activities"])
    build_frames(found)
