import pytest

from etl.plans.content.document import parse_lines
from etl.plans.form.prose.prose import blocks_of, join_lines, join_text


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        pytest.param("viena\n\ndvi", "viena dvi", id="blank_lines_vanish"),
        pytest.param("mokykla-\ndarželis", "mokykla-darželis", id="broken_word"),
        pytest.param("2021-\n2022 m.", "2021-2022 m.", id="broken_range"),
        pytest.param("2021–\n2022 m.", "2021–2022 m.", id="range_with_long_dash"),
        pytest.param("tikslas –\npažanga", "tikslas – pažanga", id="dash_is_a_word"),
        pytest.param("Kolega -\nkolegai", "Kolega - kolegai", id="hyphen_as_dash"),
        pytest.param("STEAM-\nĮtrauktis", "STEAM- Įtrauktis", id="capital_after"),
        pytest.param("ug\u00addymas   ir", "ugdymas ir", id="soft_hyphen_and_spaces"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_join_text_puts_wrapped_lines_together(printed: str, expected: str) -> None:
    assert join_text(parse_lines(printed)) == expected


def test_line_at_finds_the_line_of_each_place() -> None:
    prose = join_lines(parse_lines("pirma eilutė\n\n antra\ntrečia"))
    assert prose.text == "pirma eilutė antra trečia"
    places = [prose.line_at(prose.text.index(word)) for word in prose.text.split()]
    assert places == [1, 1, 3, 4]


def test_blocks_of_leaves_lone_page_numbers_out() -> None:
    lines = parse_lines("viena\n\n25\n\n\n\ndvi 25\n\n25 proc.")
    assert [block.text for block in blocks_of(lines)] == ["viena", "dvi 25", "25 proc."]
