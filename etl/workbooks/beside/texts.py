"""Texts beside payments that are not loaded, and may change what their rows mean.

`pakeičia SF-1`, `50/50 su G2`: a text that names another document, school or activity
than its row is a warning, by what the rows hold and not by words. Texts that only few
rows have are told, for they were written to say what differs.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import polars as pl

from etl.workbooks.beside.names import is_over_names
from etl.workbooks.cells.meanings import over_notes
from etl.workbooks.cells.municipalities import hear_municipalities
from etl.workbooks.cells.words import fold, read_toml, read_words
from etl.workbooks.contract.notes import Note, quote_some
from etl.workbooks.files.sheets import ROW, SOURCE_ROW
from etl.workbooks.tables.row_ranges import list_ranges

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from etl.workbooks.files.sheets import Sheet
    from etl.workbooks.headings.headings import Heading
    from pazanga.remarks import Severity

_LONGEST: Final = 200
_FEWEST: Final = 3
"""Rows of which few can be told from most."""

_NUMBER: Final = re.compile(r"\b[^\W\d_]{1,6}[ .\-–/]{0,2}\d[\d\-–/]*")
_SCHOOL: Final = re.compile(r"\b(?!Q)[A-Z]\d{1,3}\b")
_ACTIVITY: Final = re.compile(r"(?<![\d.,])\d{1,2}(?:\.\d{1,2}){1,3}(?![\d.,])")
_HALVES: Final = re.compile(r"(?<![\d.,/])(\d{1,2})\s?[/:]\s?(\d{1,2})(?![\d.,/])")
_FRACTION: Final = re.compile(r"1 ?/ ?[2-5]|2 ?/ ?3|3 ?/ ?4|[½⅓⅔¼¾]")
_MAY_SPEAK: Final = r"\p{L}|^[1-3] ?/ ?[2-5]$|[½⅓⅔¼¾]|\d\d? ?[/:] ?\d\d?"
_WHOLE: Final = 100
_OWN: Final = (
    "plan_code",
    "document_number",
    "contract_number",
    "school_code",
    "activity_number",
)

_Row = dict[str, str]


class _Known(NamedTuple):
    """What rows of a sheet name: documents, their forms, letters of schools."""

    numbers: frozenset[str]
    shapes: frozenset[str]
    letters: frozenset[str]
    activities: frozenset[str]


def _collect(rows: Iterable[_Row]) -> _Known:
    listed = list(rows)
    numbers = frozenset(_plain(row["document_number"]) for row in listed)
    shapes = (_shape(one) for one in numbers if re.search(r"\D.*\d", one))
    return _Known(
        numbers=frozenset(one for one in numbers if not one.isdigit()),
        shapes=frozenset(shapes),
        letters=frozenset(row["school_code"][:1] for row in listed) - {""},
        activities=frozenset(row["activity_number"] for row in listed),
    )


def note_texts_beside(
    sheet: Sheet, heading: Heading, good: pl.DataFrame, said: Sequence[Note]
) -> Iterator[Note]:
    """Yield what texts that are not loaded say of other documents, and texts of few.

    Args:
        sheet: The sheet.
        heading: Its heading.
        good: Rows that load.
        said: What was said of the rows so far.
    """
    if heading.kind != "spending" or good.is_empty() or "corrects" in heading.places:
        return
    told = " ".join(note.text("lt") for note in said)
    rows = dict(_list_rows(good))
    known = _collect(rows.values())
    has_supplier = "supplier" in heading.places  # else a payer is told of already
    refers: dict[int, str] = {}
    few: dict[int, str] = {}
    others: dict[int, str] = {}
    for name in heading.others_of(sheet.rows.columns):
        title = heading.title_of(int(name)).strip()
        if not title or (is_over_names(title) and not is_over_parties(title)):
            continue
        cells = _texts_of(sheet, name, rows, told)
        found = {
            row: text
            for row, text in cells.items()
            if _names_other(text, rows[row], known)
        }
        refers |= found
        others |= _find_other_bodies(title, cells, rows, has_supplier=has_supplier)
        is_note = any(over_notes([(name, title)]))
        is_few = len(rows) >= _FEWEST and _FEWEST * len(cells) <= len(rows)
        is_told = is_few or (is_note and len(rows) < _FEWEST)
        if is_told and not is_over_people(title):
            few |= {row: text for row, text in cells.items() if row not in found}
    if others:
        yield _say("rows_of_other_bodies", "warning", sheet, others)
    if refers:
        yield _say("texts_refer", "warning", sheet, refers)
    if few:
        yield _say("texts_unread", "note", sheet, few)


@cache
def _words_of_parties(name: str) -> tuple[str, ...]:
    return tuple(map(fold, read_toml("workbook_words.toml")["parties"][name]))


@lru_cache(maxsize=4096)
def is_over_parties(title: str) -> bool:
    """Whether a heading stands over who pays or buys."""
    return any(w.startswith(_words_of_parties("headings")) for w in fold(title).split())


@lru_cache(maxsize=4096)
def is_over_people(title: str) -> bool:
    """Whether a heading stands over persons, or how to reach them."""
    known = read_toml("workbook_words.toml")["contacts"]
    words = fold(title).split()
    return any(word.startswith(tuple(map(fold, known))) for word in words)


def _tells_otherwise(title: str) -> bool:
    """Whether a heading stands over an account, an address or a contact of somebody."""
    words = read_toml("workbook_words.toml")["parties_otherwise"]
    return any(w.startswith(tuple(map(fold, words))) for w in fold(title).split())


def _find_other_bodies(
    title: str,
    cells: Mapping[int, str],
    rows: Mapping[int, _Row],
    *,
    has_supplier: bool,
) -> dict[int, str]:
    """Return cells that name a municipality other than the plan's, or a payer.

    What stands under `Mokėtojas` or `Pirkėjas` should be the municipality or a school.
    """
    is_party = is_over_parties(title) and not _tells_otherwise(title)
    bodies = _words_of_parties("own")
    if is_party and not has_supplier:
        return {}
    found: dict[int, str] = {}
    for row, text in cells.items():
        heard = hear_municipalities(f"{text} {title}", [rows[row]["plan_code"]])
        named = fold(text).split()
        is_own = any(word.startswith(bodies) for word in named)
        if heard is not None and heard.action == "stop":
            found[row] = f"{title}: {text}"
        elif is_party and not is_own:
            # A payer without a legal form may be a person, who is not named here.
            is_company = bool(read_words().legal_forms & set(named))
            found[row] = f"{title}: {text}" if is_company else title
    return found


def _list_rows(good: pl.DataFrame) -> Iterator[tuple[int, _Row]]:
    for row, *values in good.select(SOURCE_ROW, *_OWN).rows():
        yield row, {name: value or "" for name, value in zip(_OWN, values, strict=True)}


def _texts_of(
    sheet: Sheet, name: str, rows: Mapping[int, _Row], told: str
) -> dict[int, str]:
    """Return the texts of a column by row, but figures and what is said already."""
    cells = sheet.rows.select(ROW, pl.col(name).str.strip_chars()).drop_nulls()
    return {
        row: text
        for row, text in cells.filter(pl.col(name).str.contains(_MAY_SPEAK)).rows()
        if row in rows
        and len(text) <= _LONGEST
        and text not in told
        and (_is_divided(text) or re.search(r"[^\W\d_]", text))
    }


def _names_other(text: str, row: _Row, known: _Known) -> bool:
    """Whether a text names another document, school or activity, or divides a whole."""
    if _is_divided(text):
        return True
    if " " not in text:
        return False
    own = {_plain(row["document_number"]), _plain(row["contract_number"])}
    numbers = set(map(_plain, _NUMBER.findall(text))) - own
    if any(one in known.numbers or _shape(one) in known.shapes for one in numbers):
        return True
    schools = set(_SCHOOL.findall(text)) - {row["school_code"]}
    if any(code[0] in known.letters for code in schools):
        return True
    activities = set(_ACTIVITY.findall(text)) & known.activities
    return bool(activities - {row["activity_number"]})


def _is_divided(text: str) -> bool:
    """Whether a text divides a whole: `50/50`, or is a fraction and nothing else."""
    halves = ((int(one), int(other)) for one, other in _HALVES.findall(text))
    return bool(_FRACTION.fullmatch(text)) or any(sum(of) == _WHOLE for of in halves)


def _plain(number: str) -> str:
    return "".join(fold(number).split())


def _shape(number: str) -> str:
    return re.sub(r"\d+", "#", number)


def _say(name: str, severity: Severity, sheet: Sheet, found: Mapping[int, str]) -> Note:
    fields = {
        "count": len(found),
        "rows": list_ranges(sorted(found)),
        "said": quote_some(dict.fromkeys(found.values())),
    }
    return Note(name, severity, sheet.name, fields)
