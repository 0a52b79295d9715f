"""Pieces of the cost sections in any order: nothing crashes, the contract holds."""

from hypothesis import given, settings
from hypothesis import strategies as st

from etl.plans.content.document import parse_lines
from etl.plans.form.activities.planned import extract_planned_activities
from etl.plans.form.activities.schools import extract_planned_schools
from etl.plans.form.budget.extract import extract_budget
from etl.plans.form.costs.extract import extract_costed_activities
from etl.plans.form.costs.totals import find_leftover_amounts
from etl.plans.package.frames import build_frames

PIECES = (
    *("", "", "\n", " ", "\f", "1", "90", "2025", "–", ".", ",", "(", ")", "0,00"),
    *(
        "1. Salė",
        "1. 1. Salės",
        "8.1.2 Klubas",
        "23.2.1",
        "62 2-3 d. išvyka",
        "7.Sodas",
    ),
    *("Infrastruktūra", "I. INFRASTRUKTŪRA", "LYDERYSTĖ", "IŠ VISO: 5,00 1,05"),
    *("Lyderystė,", "STEAM", "Kultūrinis", "ugdymas", "Lyderystė 1 tikslo 1 uždavinys"),
    *("12013", "9,15", "54,54 0,00", "(įtrau", "kta prie 4", "įskaičiuota 5.1 veikla"),
    *("2024 m. - 2026 m. balan", "džio 30 d.", "I-IV ketv.", "Ne mažia", "u kaip"),
    *("Rodikliai: 1,2 ir", "5 - 3", "Veiklos: 9. - 2., 53.2.-3.", "2 tikslo"),
    *(
        "Mokykla: G1 – G-3,",
        "Mokyklose G9 - 2, ir",
        "Dalyvauja: T1-T9 su G1",
        "Mokykla",
    ),
    "Vaikai čia mokysis drauge ir padės vieni kitiems, o suaugusieji",
)


@settings(max_examples=60, deadline=None)
@given(pieces=st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=40))
def test_any_pieces_are_read_without_a_crash(pieces: list[str]) -> None:
    lines = parse_lines("\n".join(pieces))
    rows = extract_costed_activities(lines).rows
    planned = extract_planned_activities(lines)
    joined = extract_planned_schools(planned, rows["activities"])
    rows["activity_schools"].extend(joined["activity_schools"])
    rows["plan_totals"].extend(extract_budget(lines).rows["plan_totals"])
    build_frames(rows)
    find_leftover_amounts(lines)
