"""Words around a table that say what its rows are, heard in every place.

Titles, names of sheets and files, notes below, headings of figures and cells of notes
are asked alike, for every kind. What would surely load something else stops the table;
what may be loose speech is a warning that names the place and the words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import polars as pl

from etl.workbooks.beside.frame import SaidBeside
from etl.workbooks.beside.names import is_over_names
from etl.workbooks.cells.meanings import (
    HeardMeaning,
    find_meanings,
    over_notes,
    pattern_of,
)
from etl.workbooks.cells.municipalities import hear_municipalities
from etl.workbooks.contract.notes import Note, quote_some, say_both
from etl.workbooks.files.sheets import ROW, SOURCE_ROW
from etl.workbooks.headings.headings import Stop
from etl.workbooks.rows.payment_words import (
    doubts,
    is_void_decision,
    judge_sheet,
    judge_title,
    speaks,
)
from etl.workbooks.tables.row_ranges import list_ranges
from etl.workbooks.tables.said_above import counts_money
from etl.workbooks.tables.said_of_amounts import notes_below
from etl.workbooks.tables.tables import rows_of
from etl.workbooks.tables.thresholds import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from etl.workbooks.files.sheets import Sheet
    from etl.workbooks.headings.headings import Heading
    from etl.workbooks.tables.tables import SheetTable

_OWN: Final = {"cumulative": "amounts_cumulative"}
"""Meanings whose stop has a text of its own."""

_NUMBER: Final = r"^\s*\d+(?:[.,]\d+)?\s*$"
_WORD: Final = r"\p{L}{4}|\d m|(?i:eur) ?/"
_ONE: Final = r"^\s*1(?:[.,]0+)?\s*$"
_OWN_NOTES: Final = ("evidence", "document_number")
"""Columns of ours in which people note what a row is."""

_OF_PUPILS: Final = frozenset({"measurements", "exams"})
_SHORT_CELL: Final = 40
_KEPT_NOWHERE: Final = ("below", "section")
"""Places of which nothing is kept but the words that we know."""

_NEAR: Final = ("title", "sheet", "heading")
"""Places that speak of this table, and of nothing else."""


def _said(
    sheet: Sheet, heading: Heading, table: SheetTable
) -> Iterator[tuple[str, str]]:
    """Yield what stands around a table: the place and the text."""
    yield from (("title", text) for text in heading.said_above)
    yield "sheet", sheet.name
    for name, place in heading.places.items():
        if counts_money(name) or name == "value":
            yield (
                "heading",
                heading.title_of(heading.ledger_places.get(name, place)),
            )
    yield from (("beside", text) for text in sheet.beside)
    below = notes_below(sheet, heading, table)
    last = max(table.data[ROW], default=0)
    for row, text in below.items():
        yield ("section" if row < last else "below"), text


def _find_heard(
    sheet: Sheet, heading: Heading, table: SheetTable
) -> Iterator[tuple[str, str, HeardMeaning]]:
    """Yield what is heard around a table: place, words as shown, meaning."""
    if "corrects" in heading.places:
        return
    plans = _plans(heading, table)
    for place, text in _said(sheet, heading, table):
        # Of a note below nothing is kept but the words that we know.
        is_short = len(text) <= TABLES.remark_characters
        whole = text.strip() if is_short and place not in _KEPT_NOWHERE else ""
        for meaning in find_meanings(text, heading.kind):
            if _is_measured(meaning, heading, table) or meaning.action == "note":
                continue
            yield place, whole or meaning.words, meaning
        if place not in {"title", "sheet", "beside", "section"}:
            continue
        if other := hear_municipalities(text, plans):
            yield place, whole or other.words, other


def _plans(heading: Heading, table: SheetTable) -> set[str]:
    """Return the codes of plans that the rows of a table name."""
    if "plan_code" in table.data.columns:
        cells = table.data["plan_code"].drop_nulls().unique()
        return {cell.strip().lower() for cell in cells if cell.strip()}
    return {heading.constants[n] for n in ("plan_code",) if n in heading.constants}


def _is_measured(meaning: HeardMeaning, heading: Heading, table: SheetTable) -> bool:
    """Whether the measures of the rows themselves say what was heard."""
    if heading.kind != "exams" or "measure" not in table.data.columns:
        return False
    cells = table.data["measure"].drop_nulls().unique()
    return any(
        said.name == meaning.name
        for cell in cells
        for said in find_meanings(cell.replace("_", " "), heading.kind)
    )


def stop_by_words(sheet: Sheet, heading: Heading, table: SheetTable) -> Stop | None:
    """Stop where words around a table say that its rows are something else.

    Args:
        sheet: The sheet.
        heading: Its heading.
        table: Its table.
    """
    for place, said, meaning in _find_heard(sheet, heading, table):
        if meaning.action == "stop" and (place in _NEAR or meaning.is_anywhere):
            if own := _OWN.get(meaning.name):
                return Stop(own, {"row": heading.row, "said": said})
            return Stop("words_stop", _fields(place, [said], meaning))
    return None


def list_opposites(
    sheet: Sheet, heading: Heading, table: SheetTable, good: pl.DataFrame
) -> Iterator[SaidBeside]:
    """Yield each row of a table said to be of the opposite of a share.

    Whether its indicator is that very share the plan knows.

    Args:
        sheet: The sheet.
        heading: Its heading.
        table: Its table.
        good: Rows that load.
    """
    for place, said, meaning in _find_heard(sheet, heading, table):
        if _is_held(place, meaning):
            for row in good[SOURCE_ROW]:
                yield SaidBeside(
                    sheet=sheet.name,
                    row_number=row,
                    what=meaning.name,
                    title="",
                    said=said,
                )
            return


def _is_held(place: str, meaning: HeardMeaning) -> bool:
    """Whether the plan decides what follows from words so near to a table."""
    return meaning.action == "hold" and place in _NEAR


def note_heard_words(
    sheet: Sheet, heading: Heading, table: SheetTable, good: pl.DataFrame
) -> Iterator[Note]:
    """Yield warnings of words around a table, and in its notes, that leave it open.

    Args:
        sheet: The sheet.
        heading: Its heading.
        table: Its table.
        good: Rows that load.
    """
    if good.is_empty() or "corrects" in heading.places:
        return
    found: dict[tuple[str, str], tuple[HeardMeaning, list[str]]] = {}
    for place, said, meaning in _find_heard(sheet, heading, table):
        if not (_is_held(place, meaning) or _is_said_elsewhere(heading, place, said)):
            _, texts = found.setdefault((place, meaning.name), (meaning, []))
            texts.append(said)
    for (place, _), (meaning, texts) in found.items():
        fields = _fields(place, texts, meaning)
        yield Note("words_heard", "warning", sheet.name, fields)
    yield from _note_rates(sheet, heading)
    yield from _note_cells(sheet, heading, good)


def _note_rates(sheet: Sheet, heading: Heading) -> Iterator[Note]:
    """Yield columns of rates of exchange: amounts beside them may be no euro."""
    rows = rows_of(sheet, heading)
    for name in heading.others_of(rows.columns):
        title = heading.title_of(int(name))
        for meaning in find_meanings(title, heading.kind):
            cells = rows[name].drop_nulls()
            is_rate = cells.str.contains(_NUMBER) & ~cells.str.contains(_ONE)
            if meaning.name == "exchanged" and is_rate.any():
                fields = _fields("heading", [title.strip()], meaning)
                yield Note("words_heard", "warning", sheet.name, fields)


def _is_said_elsewhere(heading: Heading, place: str, said: str) -> bool:
    """Whether payments are already doubted for the same title or name."""
    if heading.kind != "spending" or place in {"below", "section", "heading"}:
        return False
    return bool(judge_title(said) if place == "title" else judge_sheet(said))


def _fields(place: str, said: list[str], meaning: HeardMeaning) -> dict[str, Any]:
    return {
        "place": say_both(f"places.{place}"),
        "said": quote_some(dict.fromkeys(said)),
        "meaning": say_both(f"heard.{meaning.name}"),
    }


def _note_cells(sheet: Sheet, heading: Heading, good: pl.DataFrame) -> Iterator[Note]:
    """Yield what cells of notes say of their own rows."""
    rows = rows_of(sheet, heading)
    names = heading.others_of(rows.columns)
    titled = ((name, heading.title_of(int(name))) for name in names)
    columns = list(over_notes(titled))
    own = (heading.places[n] for n in _OWN_NOTES if n in heading.places)
    columns += [str(place) for place in own if not heading.ledger]
    columns += _list_free(heading, rows, columns)
    listed = set(good[SOURCE_ROW])
    found: dict[str, tuple[HeardMeaning, dict[int, str]]] = {}
    for name in columns:
        judged = _judge_cells(heading, rows[name])
        wanted = rows.select(ROW, name).filter(pl.col(name).is_in(list(judged)))
        for row, text in wanted.rows():
            for meaning in judged[text] if row in listed else ():
                _, rows_said = found.setdefault(meaning.name, (meaning, {}))
                rows_said.setdefault(row, text.strip())
    for meaning, rows_said in found.values():
        fields = _fields("cell", list(rows_said.values()), meaning)
        fields |= {"count": len(rows_said), "rows": list_ranges(sorted(rows_said))}
        yield Note("words_heard_in_cells", "warning", sheet.name, fields)


def _list_free(
    heading: Heading, rows: pl.DataFrame, known: Sequence[str]
) -> Iterator[str]:
    """Yield other columns of short texts, in which groups of pupils are named."""
    if heading.kind not in _OF_PUPILS:
        return
    for name in heading.others_of(rows.columns):
        if name in known or is_over_names(heading.title_of(int(name))):
            continue
        is_short = rows[name].str.len_chars() <= _SHORT_CELL
        if is_short.any() and is_short.all():
            yield name


def _judge_cells(heading: Heading, cells: pl.Series) -> dict[str, list[HeardMeaning]]:
    """Return what each distinct text of a column says, of those that say something.

    Of payments other rules ask most of it: there only what is meant for cells counts.
    """
    is_paid = heading.kind == "spending"
    if is_paid:  # most numbers of documents hold no word, and are many
        cells = cells.filter(cells.str.contains(_WORD).fill_null(value=False))
    texts = cells.filter(
        cells.str.contains(pattern_of(heading.kind)).fill_null(value=False)
    ).unique()
    judged = {
        text: [
            meaning
            for meaning in find_meanings(text, heading.kind)
            if meaning.action == "note" or not is_paid
        ]
        for text in texts
        if not _is_heard_in_cells(heading, text)
    }
    return {text: meanings for text, meanings in judged.items() if meanings}


def _is_heard_in_cells(heading: Heading, text: str) -> bool:
    """Whether another rule already doubts or rejects the row for the same cell."""
    if heading.kind == "plan-changes":
        return is_void_decision(text)
    if heading.kind == "spending":
        return speaks(text) or doubts(text)
    of_values = heading.kind in {"measurements", "exams"}
    return of_values and (speaks(text) or doubts(text))
