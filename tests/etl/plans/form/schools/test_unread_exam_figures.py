import pytest

from etl.plans.content.document import parse_lines
from etl.plans.content.sections import Section, Sections
from etl.plans.form.schools.extract import read_schools
from etl.plans.form.schools.unread_exam_figures import find_unread_exam_figures

GAP = "PUPP lietuvių kalbos ir matematikos atotrūkis"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param(f"{GAP} 2021-2022 m. m. – 9 proc.", [], id="read"),
        pytest.param(f"{GAP} 2021-2021 m. m. – 9 proc.", ["PUPP"], id="wrong_year"),
        pytest.param("VBE rezultatai: 66, 19, 90.", ["VBE"], id="unknown_words"),
        pytest.param(
            "VBE išlaikė 80 proc., tai geras pasiekimas.", ["VBE"], id="share"
        ),
        pytest.param("PUPP ir VBE atotrūkio mažinimas.", [], id="no_figure"),
        pytest.param("Dirba 20 proc. VBE vertintojų.", [], id="no_result"),
    ],
)
def test_exam_figures_in_unknown_words_are_named(
    sentence: str, expected: list[str]
) -> None:
    lines = parse_lines(f"Kalno gimnazija\n(G1)\n\nStipriosios.\nGerai.\n{sentence}")
    found = list(find_unread_exam_figures(read_schools(lines)))
    assert [item.exam for item in found] == expected
    assert all((item.school_code, item.line_number) == ("G1", 6) for item in found)


@pytest.mark.seeds
def test_city_plan_has_no_unread_exam_figure(city_plan: Sections) -> None:
    assert not list(find_unread_exam_figures(read_schools(city_plan[Section.SCHOOLS])))
