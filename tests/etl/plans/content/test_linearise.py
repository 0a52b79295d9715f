import pytest
from plan_rows import document_of

from etl.plans.content.content import Paragraph
from etl.plans.content.linearise import linearise, number_lines
from etl.plans.content.thresholds import TEXT


@pytest.mark.parametrize(
    ("parts", "lines"),
    [
        pytest.param(["Pirma", "Antra"], "Pirma||Antra", id="paragraphs"),
        pytest.param([["Salė|STEAM|5,00"]], "Salė||STEAM||5,00", id="cells"),
        pytest.param([["1.|Salė|5,00"]], "1. Salė||5,00", id="number_and_title"),
        pytest.param([["1.|5,00|7,00"]], "1.||5,00||7,00", id="number_alone"),
        pytest.param([["Salė||5,00"]], "Salė||5,00", id="empty_cell"),
        pytest.param([["1|2|3", "Salė|a|b"]], "Salė||a||b", id="column_numbers"),
        pytest.param([["Salė // ir kiemas|b"]], "Salė ir kiemas||b", id="run_together"),
        pytest.param(
            [["Darbai: // 1. Sienos // 2. Grindys|b"]],
            "Darbai:|1. Sienos|2. Grindys||b",
            id="list_in_a_cell",
        ),
        pytest.param(["Viršus", ["a|b"], "Apačia"], "Viršus||a||b||Apačia", id="mixed"),
        pytest.param([], "", id="nothing"),
    ],
)
def test_paragraphs_and_cells_become_lines(
    parts: list[str | list[str]], lines: str
) -> None:
    document = document_of(*parts)
    assert "|".join(line.text for line in document.lines) == lines
    assert [line.number for line in document.lines] == list(
        range(1, len(document.lines) + 1)
    )


@pytest.mark.parametrize(
    ("rows", "numbers"),
    [
        pytest.param(["1.|Salė|5,00"], [[3, 3, 5]], id="number_with_its_title"),
        pytest.param(["Salė||5,00"], [[3, 3, 5]], id="empty_cell_of_its_row"),
        pytest.param(["a|b|c", "d|e|f"], [[3, 5, 7], [9, 11, 13]], id="rows"),
    ],
)
def test_cells_know_their_lines(rows: list[str], numbers: list[list[int]]) -> None:
    document = document_of("Viršus", rows)
    [grid] = document.tables or ()
    assert [[cell.line for cell in row] for row in grid.rows] == numbers
    assert (grid.first_line, grid.last_line) == (3, len(document.lines))


def test_long_paragraph_is_parted_at_a_sentence() -> None:
    sentence = f"{'Žodis ' * 600}galas. "
    lines, _ = linearise([Paragraph(sentence * 3)])
    texts = [line.text for line in lines]
    assert " ".join(texts).split() == (sentence * 3).split()
    assert all(len(text) <= TEXT.longest_line for text in texts)
    assert all(text.endswith("galas.") for text in texts[:-1])


def test_text_has_lines_and_no_tables() -> None:
    lines, tables, margins = number_lines("Pirma\nAntra")
    assert [line.text for line in lines] == ["Pirma", "Antra"]
    assert (tables, margins) == (None, ())
