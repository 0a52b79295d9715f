import pytest

from etl.plans.content.document import parse_lines
from etl.plans.content.sections import Section, Sections
from etl.plans.form.strategy.partners import extract_partners

HEADING = "3. Partneriai***, dalyvaujantys.\n\nPartnerio\npavadinimas\n\nAdresas\n\n"
COLUMN = "Partnerystės sritis\n(STEAM) ir planuojamos\n\nvykdyti veiklos\n\n"
REASON = "Upės\nsavivaldybė\n\nPatyręs partneris, veikiantis 20 metų.\n\n"


def read(text: str) -> list[tuple[str, str | None, int]]:
    rows = extract_partners(parse_lines(HEADING + COLUMN + text))["partners"]
    assert [row["partner_number"] for row in rows] == list(range(1, len(rows) + 1))
    first = (HEADING + COLUMN).count("\n")
    return [
        (row["name"], row["policy_areas"], row["source_line"] - first) for row in rows
    ]


@pytest.mark.parametrize(
    ("cells", "name"),
    [
        pytest.param(
            "Upės menų\nmokykla\n\nKranto g. 5,\nUpė", "Upės menų mokykla", id="plain"
        ),
        pytest.param(
            "Upės\n centras\n\nKranto pr.5", "Upės centras", id="broken_by_page"
        ),
        pytest.param(
            "Upės grupė Kranto pr. 1,\nLT-01234\nUpė", "Upės grupė", id="one_line"
        ),
        pytest.param(
            "VšĮ „Krantas“ J. Upės g. 1", "VšĮ „Krantas“", id="quotes_one_line"
        ),
        pytest.param(
            "Muziejus\n\nKranto g. 5,\n\nUpė", "Muziejus", id="address_in_two"
        ),
        pytest.param(
            "Muziejus\n\nKranto g. 5\n\nLT-01234 Upė", "Muziejus", id="post_code"
        ),
        pytest.param(
            "Tarnyba\n\nA. Kranto\n54-1, Upė", "Tarnyba", id="no_word_for_street"
        ),
        pytest.param(
            "Universitetas\n(UU)\n\nKranto al.\n1",
            "Universitetas (UU)",
            id="short_name",
        ),
    ],
)
def test_partner_is_named_before_its_address(cells: str, name: str) -> None:
    assert read(f"{cells}\n\n{REASON}STEAM\nVeiklos.") == [(name, "steam", 1)]


@pytest.mark.parametrize(
    ("cell", "areas"),
    [
        pytest.param("ĮTRAUKTIS\nPagalba.", "inclusion", id="one"),
        pytest.param(
            "KULTŪROS EDUKACIJA,\nSTEAM, LYDERYSTĖ\nVEIKIANT\nBus.",
            "culture steam leadership",
            id="three",
        ),
        pytest.param("STEAM.\n\nKultūros renginiai.", "steam", id="full_stop"),
        pytest.param("STEAM edukacijų\nvykdymas.", "steam", id="in_a_sentence"),
        pytest.param("STEAM\nKultūros renginiai.", "steam", id="words_below"),
        pytest.param(
            "Įtraukusis ugdymas ir kultūrinis ugdymas",
            "inclusion culture",
            id="lower_case",
        ),
        pytest.param("Renginiai.", None, id="none"),
    ],
)
def test_areas_stand_at_the_head_of_the_last_cell(cell: str, areas: str | None) -> None:
    assert read(f"Muziejus\n\nKranto g. 5\n\n{REASON}{cell}") == [
        ("Muziejus", areas, 1)
    ]


def test_prose_that_begins_with_an_area_is_no_area() -> None:
    reason = f"{REASON}STEAM centras veikia seniai.\n Kultūros centras veikia.\n\n"
    (partner,) = read(
        f"Muziejus\n\nKranto g. 5\n\n{reason}LYDERYSTĖ, ĮTRAUKTIS\nVeiklos"
    )
    assert partner[1] == "leadership inclusion"


def test_partner_is_named_right_under_the_last_cell_of_another() -> None:
    row = f"\n\nKranto g. 5\n\n{REASON}STEAM\nVeiklos\nmokiniams."
    names = [name for name, *_ in read(f"Muziejus{row}\nUpės\nteatras{row}")]
    assert names == ["Muziejus", "Upės teatras"]


def test_partners_follow_each_other_over_pages() -> None:
    row = "Kranto g. 5,\nUpė\n\n" + REASON + "STEAM\nVeiklos.\n tęsinys.\n\n25\n\n\n\n"
    names = [partner[0] for partner in read(f"Muziejus\n\n{row} Teatras\n\n{row}")]
    assert names == ["Muziejus", "Teatras"]


@pytest.mark.seeds
def test_city_plan_names_its_partners(city_plan: Sections) -> None:
    rows = extract_partners(city_plan[Section.PARTNERS])["partners"]
    found = [(row["name"], row["policy_areas"], row["source_line"]) for row in rows]
    assert len(found) == 12
    assert {
        ("Kauno Algio Žikevičiaus saugaus vaiko mokykla", "inclusion", 1085),
        ("Kauno moksleivių techninės kūrybos centras", "steam", 1205),
        (
            "Karaliaus Mindaugo profesinio mokymo centras",
            "culture steam leadership",
            1314,
        ),
        (
            "Kauno maisto pramonės ir prekybos mokymo centras",
            "culture steam leadership",
            1371,
        ),
        (
            "Kauno suaugusiųjų ir jaunimo mokymo centras",
            "leadership culture inclusion",
            1529,
        ),
        ("Kauno šv. Roko mokykla", "inclusion", 1574),
        ("Ignitis grupė", "steam leadership", 1611),
        ("Vilniaus Gedimino technikos universitetas (VGTU)", "steam", 1641),
    } <= set(found)
