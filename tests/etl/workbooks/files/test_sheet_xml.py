"""The XML of sheets, one case each: its cells, how far they reach, what is hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from etl.workbooks.files.sheet_cells import column_number, parse_cells, whole_tags
from etl.workbooks.files.sheet_extent import survey
from etl.workbooks.files.sheet_xml import (
    find_hidden,
    find_merges,
    find_numbers,
    find_styled,
    find_uncomputed,
)
from pazanga.errors import WorkbookError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

HEAD = '<?xml version="1.0"?><worksheet xmlns="m"><sheetData>'
END = "</sheetData></worksheet>"


def write(rows: str) -> bytes:
    return f"{HEAD}{rows}{END}".encode()


def opened(xml: bytes, size: int = 7) -> Callable[[], Generator[bytes]]:
    """Open the XML in pieces so small that every tag lies across some."""

    def chunks() -> Generator[bytes]:
        for start in range(0, len(xml), size):
            yield xml[start : start + size]

    return chunks


CELLS: dict[str, tuple[str, list[tuple[Any, ...]]]] = {
    # place, style, type, has a value, has a formula
    "number": ('<row r="1"><c r="A1"><v>5</v></c></row>', [(1, 1, 0, "", 1, 0)]),
    "styled": ('<row r="2"><c r="B2" s="3"><v>5</v></c></row>', [(2, 2, 3, "", 1, 0)]),
    "shared": ('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', [(1, 1, 0, "s", 1, 0)]),
    "empty": ('<row r="1"><c r="A1" s="1"/></row>', [(1, 1, 1, "", 0, 0)]),
    "no_value": ('<row r="1"><c r="A1"><v></v></c></row>', [(1, 1, 0, "", 0, 0)]),
    "empty_text": (
        '<row r="1"><c r="A1" t="str"><v></v></c></row>',
        [(1, 1, 0, "str", 1, 0)],
    ),
    "inline": (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>',
        [(1, 1, 0, "inlineStr", 1, 0)],
    ),
    "formula": (
        '<row r="1"><c r="A1"><f>B1*2</f><v>4</v></c></row>',
        [(1, 1, 0, "", 1, 1)],
    ),
    "uncomputed": (
        '<row r="1"><c r="A1"><f>B1*2</f></c></row>',
        [(1, 1, 0, "", 0, 1)],
    ),
    "no_places": (
        "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>",
        [(1, 1, 0, "", 1, 0), (1, 2, 0, "", 1, 0), (2, 1, 0, "", 1, 0)],
    ),
    "gap": (
        '<row r="4"><c r="AA4"><v>1</v></c><c><v>2</v></c></row>',
        [(4, 27, 0, "", 1, 0), (4, 28, 0, "", 1, 0)],
    ),
    "small_letters": ('<row r="1"><c r="b1"><v>1</v></c></row>', [(1, 2, 0, "", 1, 0)]),
    "prefixed": (
        '<x:row r="1" xmlns:x="m"><x:c r="A1"><x:v>1</x:v></x:c></x:row>',
        [(1, 1, 0, "", 1, 0)],
    ),
    "single_quotes": ("<row r='1'><c r='A1'><v>1</v></c></row>", [(1, 1, 0, "", 1, 0)]),
    "entity": ('<row r="1"><c r="A1"><v>&#53;</v></c></row>', [(1, 1, 0, "", 1, 0)]),
    "comment": (
        '<row r="1"><!-- <c r="A1"/> --><c r="A1"><v>1</v></c></row>',
        [(1, 1, 0, "", 1, 0)],
    ),
    "nothing": ("", []),
}


@pytest.mark.parametrize("size", [1, 7, 4096])
@pytest.mark.parametrize("case", CELLS)
def test_cells_are_what_the_xml_says(case: str, size: int) -> None:
    rows, expected = CELLS[case]
    found = [
        (c.row, c.column, c.style, c.kind, int(c.has_value), int(c.has_formula))
        for c in parse_cells(opened(write(rows), size)())
    ]
    assert found == expected


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="1A"><v>1</v></c></row>',
        '<row r="x"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" s="x"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</c></row>',
        '<row r="1"><c r="A1"><v>&lol;</v></c></row>',
    ],
)
def test_what_is_no_sheet_is_refused(rows: str) -> None:
    with pytest.raises(WorkbookError):
        list(parse_cells(opened(write(rows))()))


def test_a_document_type_is_refused() -> None:
    xml = b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>'
    with pytest.raises(WorkbookError):
        list(parse_cells(opened(xml)()))


CELL = "<v>1</v></c>"
EXTENTS: dict[str, tuple[str, tuple[int, int, int, bool, bool, bool]]] = {
    # first and last row, last column, usual, uncomputed, odd
    "nothing": ("", (0, 0, 0, True, False, False)),
    "usual": (
        f'<row r="2"><c r="B2">{CELL}</row><row r="3"><c r="A3">{CELL}</row>',
        (2, 3, 26, True, False, False),
    ),
    "far": (f'<row r="2"><c r="AB2">{CELL}</row>', (2, 2, 28, False, True, False)),
    "uncomputed": (
        f'<row r="1"><c r="A1">{CELL}<c r="B1"><f>A1</f></c></row>',
        (1, 1, 26, True, True, False),
    ),
    "upwards": (
        f'<row r="3"><c r="A3">{CELL}</row><row r="2"><c r="A2">{CELL}</row>',
        (3, 3, 26, True, False, True),
    ),
    "to_the_left": (
        f'<row r="1"><c r="B1">{CELL}<c r="A1">{CELL}</row>',
        (1, 1, 26, True, False, True),
    ),
    "twice": (
        f'<row r="1"><c r="A1">{CELL}<c r="A1">{CELL}</row>',
        (1, 1, 26, True, False, True),
    ),
    "commented": (
        f'<row r="1"><!-- a --><c r="A1">{CELL}</row>',
        (1, 1, 26, True, False, True),
    ),
}


@pytest.mark.parametrize("case", EXTENTS)
def test_a_sheet_reaches_as_far_as_its_cells(case: str) -> None:
    rows, expected = EXTENTS[case]
    found = survey(opened(write(rows), 2**20))
    assert (
        found.first_row,
        found.last_row,
        found.last_column,
        found.is_usual,
        found.has_uncomputed,
        found.is_odd,
    ) == expected


ZERO = 'zeroHeight="1" defaultRowHeight="0"'
HIDDEN: dict[str, tuple[str, set[int], set[int]]] = {
    "row": ('<row r="2" hidden="1"/>', {2}, set()),
    "row_true": ('<row r="2" hidden="true"/>', {2}, set()),
    "row_shown": ('<row r="2" hidden="0"/>', set(), set()),
    "no_height": ('<row r="2" ht="0" customHeight="1"/>', {2}, set()),
    "no_height_written_long": ('<row r="2" ht="0.00"/>', {2}, set()),
    "low": ('<row r="2" ht="0.75"/>', set(), set()),
    "without_number": ('<row/><row hidden="1"/>', {2}, set()),
    "column": ('<cols><col min="2" max="3" hidden="1"/></cols>', set(), {1, 2}),
    "no_width": ('<cols><col min="2" max="2" width="0"/></cols>', set(), {1}),
    "narrow": ('<cols><col min="2" max="2" width="0.5"/></cols>', set(), set()),
    "far": (
        '<cols><col min="16383" max="99999" hidden="1"/></cols>',
        set(),
        {16382, 16383},
    ),
    "beyond": ('<cols><col min="99998" max="99999" hidden="1"/></cols>', set(), set()),
    "from_zero": ('<cols><col min="0" max="1" hidden="1"/></cols>', set(), {0}),
    "first_usual": (
        f'<sheetFormatPr x="1"/><sheetFormatPr {ZERO}/><row r="2"/>',
        set(),
        set(),
    ),
    "only_usual": (f'<sheetFormatPr {ZERO}/><row r="2"/>', {2}, set()),
    "prefixed": ('<x:row r="5" hidden="1"/>', {5}, set()),
}


@pytest.mark.parametrize("case", HIDDEN)
def test_hidden_is_what_nobody_sees(case: str) -> None:
    xml, rows, columns = HIDDEN[case]
    found = find_hidden(opened(write(xml))())
    assert (set(found.rows), set(found.columns)) == (rows, columns)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ('<mergeCell ref="A1:B2"/>', [(1, 0, 2, 1)]),
        ('<mergeCell ref="$A$1:$AA$3"/>', [(1, 0, 3, 26)]),
        ('<mergeCell ref="A1"/>', []),
        ("", []),
    ],
)
def test_merged_cells_are_found(said: str, expected: list[Any]) -> None:
    xml = f"<worksheet><mergeCells>{said}</mergeCells></worksheet>".encode()
    assert list(find_merges(opened(xml)())) == expected


NUMBERS = (
    '<row r="1"><c r="A1" s="2"><v>1</v></c><c r="B1" t="s"><v>0</v></c></row>'
    '<row r="2"><c r="A2" t="n"><v>2</v></c><c r="B2"><v>3</v></c></row>'
)


@pytest.mark.parametrize("is_usual", [True, False])
def test_numbers_are_told_from_texts(is_usual: bool) -> None:  # noqa: FBT001
    chunks = opened(write(NUMBERS))()
    found = find_numbers(chunks, {1, 2}, is_usual=is_usual)
    assert sorted(found) == [(1, 1, 2), (1, 2, 0), (2, 2, 0)]


def test_cells_are_found_by_style_and_by_a_formula_without_result() -> None:
    rows = '<row r="1"><c r="A1" s="2"><v>1</v></c><c r="B1" s="2"/></row>'
    [styled] = find_styled(opened(write(rows))(), {2})
    assert (styled.row, styled.column) == (1, 1)
    rows = '<row r="1"><c r="A1"><f>B1</f></c><c r="B1"><v>1</v></c></row>'
    [cell] = find_uncomputed(opened(write(rows))())
    assert (cell.row, cell.column) == (1, 1)


def test_no_tag_lies_across_pieces() -> None:
    xml = write(NUMBERS)
    pieces = list(whole_tags(opened(xml)()))
    assert b"".join(pieces) == xml
    assert all(piece.endswith(b">") for piece in pieces)


def test_columns_count_from_one() -> None:
    found = [column_number(letters) for letters in ("A", "z", "AA", "XFD")]
    assert found == [1, 26, 27, 16384]
