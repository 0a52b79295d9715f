"""What a title or a name says of a table, and the rows that say otherwise.

`2023 m. išlaidos` over payments of 2024, `VBE` over results of another exam, `Planas:
kaunas` over rows of another plan: one of both is wrong, and a person has to say which.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from etl.workbooks.cells.said_times import times_in
from etl.workbooks.cells.schools import leading_code, school_named
from etl.workbooks.cells.words import fold, read_toml, read_words
from etl.workbooks.contract.contract import SCHEMAS
from etl.workbooks.contract.notes import Note, quote_some
from etl.workbooks.files.sheets import SOURCE_ROW
from etl.workbooks.headings.headings import columns_of
from etl.workbooks.headings.naming import MONEY
from etl.workbooks.tables.columns import read_column
from etl.workbooks.tables.row_ranges import list_ranges

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from etl.workbooks.files.sheets import Sheet
    from etl.workbooks.headings.headings import Heading

_TIMES: Final = {"spending": "date", "exams": "school_year", "measurements": "period"}
"""The column that says of which time a row is, by kind."""

_LONG_WORD: Final = 6
_YEARS: Final = re.compile(r"20\d\d")


def note_said_otherwise(
    sheet: Sheet, heading: Heading, good: pl.DataFrame
) -> Iterator[Note]:
    """Yield warnings of rows that differ from what is said for all of them.

    Args:
        sheet: The sheet.
        heading: Its heading.
        good: Rows that load.
    """
    if good.is_empty() or "corrects" in heading.places:
        return
    named = (heading.places[name] for name in MONEY if name in heading.places)
    amounts = map(heading.title_of, named)
    titles = [*heading.said_above, sheet.name, *filter(_YEARS.search, amounts)]
    yield from _note_labels(sheet, heading, good)
    yield from _note_times(sheet, heading, good, titles)
    yield from _note_schools(sheet, heading, good, titles)
    if heading.kind == "exams":
        yield from _note_exams(sheet, good, [*titles, *sheet.beside])


def _say(
    name: str, sheet: Sheet, rows: Sequence[int], said: Iterable[str], column: str
) -> Note:
    kinds = (c for kind in SCHEMAS for c in columns_of(kind) if c.name == column)
    fields: dict[str, Any] = {
        "count": len(rows),
        "rows": list_ranges(sorted(rows)),
        "said": quote_some(dict.fromkeys(said)),
        "column": next(kinds).labels,
    }
    return Note(name, "warning", sheet.name, fields)


def _note_labels(sheet: Sheet, heading: Heading, good: pl.DataFrame) -> Iterator[Note]:
    """Yield where a line above says one value for a column that holds others."""
    schema = SCHEMAS[heading.kind].columns()
    for name, value in heading.labels_above.items():
        texts = pl.Series(name, [value], dtype=pl.String)
        read = read_column(name, schema[name], texts, epoch=sheet.epoch).values[0]
        if read is None or name not in good.columns:
            continue
        cells = good[name].cast(pl.String).fill_null("").str.to_lowercase()
        rows = good.filter(cells != str(read).lower())[SOURCE_ROW].to_list()
        if rows:
            yield _say("rows_differ_from_label", sheet, rows, [value], name)


def _note_times(
    sheet: Sheet, heading: Heading, good: pl.DataFrame, titles: Sequence[str]
) -> Iterator[Note]:
    """Yield the rows of other years than titles say; of months where none is meant."""
    column = _TIMES.get(heading.kind, "")
    if not column or column in heading.constants:
        return
    cells = good.select(SOURCE_ROW, pl.col(column).cast(pl.String)).drop_nulls()
    distinct = cells[column].unique().to_list()
    names = [text for text in titles if times_in(text).years]
    beside = [text for text in sheet.beside if times_in(text).years]
    for said, is_near in ((names, True), (beside, False)):
        other = [one for one in distinct if not any(_fits(one, t) for t in said)]
        rows = cells.filter(pl.col(column).is_in(other))[SOURCE_ROW].to_list()
        if said and rows and (is_near or len(rows) == cells.height):
            yield _say("rows_of_other_years", sheet, rows, said, column)
        if said:
            break
    if column != "date":
        return
    months = [text for text in titles if times_in(text).months]
    wanted = {month for text in months for month in times_in(text).months}
    if months and not any(int(one[5:7]) in wanted for one in distinct):
        rows = cells[SOURCE_ROW].to_list()
        yield _say("rows_of_other_months", sheet, rows, months, column)


def _fits(cell: str, title: str) -> bool:
    """Whether the time of a row is one that a title says; school years are equal."""
    said = times_in(title)
    years = set(map(int, _YEARS.findall(cell)))
    if len(years) > 1 and said.school_years:
        return cell in said.school_years
    return bool(years & said.years)


def _note_schools(
    sheet: Sheet, heading: Heading, good: pl.DataFrame, titles: Sequence[str]
) -> Iterator[Note]:
    """Yield the rows of another school than the one whose code a title begins with."""
    if "school_code" not in heading.places:
        return
    named = {title: leading_code(title) for title in titles if school_named(title)}
    codes = {title: code for title, code in named.items() if code}
    if len(set(codes.values())) != 1:
        return
    code = next(iter(codes.values()))
    if code.startswith("Q"):  # a quarter
        return
    differs = pl.col("school_code").cast(pl.String).fill_null("") != code
    rows = good.filter(differs)[SOURCE_ROW].to_list()
    if rows:
        yield _say("rows_differ_from_label", sheet, rows, codes, "school_code")


def _note_exams(
    sheet: Sheet, good: pl.DataFrame, said: Sequence[str]
) -> Iterator[Note]:
    """Yield the rows of another exam, or of another subject, than titles name."""
    exams = {text: found for text in said if (found := _exams_in(text))}
    wanted = set().union(*exams.values())
    cells = good.select(SOURCE_ROW, pl.col("exam").cast(pl.String)).rows()
    rows = [row for row, exam in cells if exam not in wanted]
    if wanted and rows:
        yield _say("rows_differ_from_label", sheet, rows, exams, "exam")
    subjects = {text: of for text in said if (of := _subjects_in(text))}
    known = set().union(*subjects.values())
    pairs = good.select(SOURCE_ROW, pl.col("subject").cast(pl.String)).drop_nulls()
    others = [row for row, subject in pairs.rows() if not _is_one_of(subject, known)]
    if known and others:
        yield _say("rows_differ_from_label", sheet, others, subjects, "subject")


def _is_one_of(subject: str, known: Collection[str]) -> bool:
    """Whether a subject is one of those; a course of it, as `math_a`, is."""
    return subject in known or subject.partition("_")[0] in known


@lru_cache(maxsize=4096)
def _exams_in(text: str) -> frozenset[str]:
    words = f" {fold(text)}"
    stems = read_toml("workbook_words.toml")["said_exams"]
    return frozenset(
        exam
        for exam, of in stems.items()
        if any(f" {stem}" in words for stem in map(fold, of))
    )


def _subjects_in(text: str) -> set[str]:
    """Find the subjects that a title of results names, in whatever case.

    Schools are called by subjects, too: such a title names none.
    """
    if school_named(text) or not _exams_in(text):
        return set()
    listed = fold(text).split()
    codes = read_words().codes["subject"]
    stems = {
        word[:-1]: code.partition("_")[0]
        for word, code in codes.items()
        if " " not in word and len(word) >= _LONG_WORD
    }
    return {
        code for stem, code in stems.items() if any(w.startswith(stem) for w in listed)
    }
