import pytest

from etl.plans.content.pdf.joints import (
    Habits,
    Joint,
    find_joint,
    join_lines,
    learn_habits,
)
from etl.plans.content.pdf.text import PrintedLine

LETTER = 5.0


def line(text: str) -> PrintedLine:
    """A line of letters as wide as each other; a space at its end is placed."""
    words = text.rstrip()
    return PrintedLine(
        text=words,
        page=1,
        x0=0,
        x1=LETTER * len(words),
        top=0,
        bottom=10,
        size=10,
        first_char=LETTER,
        first_word=LETTER * len(words.split(" ")[0]),
        ends_with_space=text != words,
        is_one_word=" " not in words,
    )


def habits(*printed: str, keeps_spaces: bool = True) -> Habits:
    known = learn_habits([[line(f"{text} ")] for text in printed])
    return Habits(keeps_spaces, known.words)


@pytest.mark.parametrize(
    ("first", "following", "right", "expected"),
    [
        pytest.param("Naujos salės ", "įrengimas", 90, Joint.SPACE, id="space_kept"),
        pytest.param("1201394", "9,15", 36, Joint.WORD, id="broken_amount"),
        pytest.param("24750,", "00", 31, Joint.WORD, id="broken_at_the_comma"),
        pytest.param("24750,00", "100,00", 100, Joint.PARAGRAPH, id="two_amounts"),
        pytest.param("24750,00", "30000,00", 41, Joint.SPACE, id="two_that_fill"),
        pytest.param("balan", "džio", 26, Joint.WORD, id="broken_word"),
        pytest.param("vaikų-", "tėvų", 31, Joint.WORD, id="hyphen"),
        pytest.param("Baigta.", "Antra", 100, Joint.PARAGRAPH, id="room_was_left"),
    ],
)
def test_joint_shows_in_the_room_that_is_left(
    first: str, following: str, right: float, expected: Joint
) -> None:
    known = habits("balandžio mėnesio")
    assert find_joint(line(first), line(following), right, known) is expected


@pytest.mark.parametrize(
    ("lines", "right", "expected"),
    [
        pytest.param(["12013", "9,15"], 26, ("120139,15",), id="amount"),
        pytest.param(["24750,00", "100,00"], 100, ("24750,00", "100,00"), id="two"),
        pytest.param(["Naujos ", "salės"], 36, ("Naujos salės",), id="words"),
        pytest.param(
            ["Socialinis-", "emocinis ", "ugdymas"],
            58,
            ("Socialinis-emocinis ugdymas",),
            id="hyphen_is_kept",
        ),
        pytest.param([], 50, (), id="nothing"),
    ],
)
def test_lines_of_a_cell_are_joined_to_paragraphs(
    lines: list[str], right: float, expected: tuple[str, ...]
) -> None:
    assert join_lines([line(text) for text in lines], right, habits()) == expected
