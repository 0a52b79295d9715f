"""Exam figures in the prose about schools: PUPP gaps and shares of VBE results.

Two kinds of sentence are read, wherever they stand in a school's text:

- a PUPP sentence that names Lithuanian, mathematics and their gap ("atotrūkis"), with
  one figure per school year: measure `gap_lt_math_basic_level_pct`;
- a sentence that lists subjects after VBE (or PUPP), names a range of marks and prints
  one list of figures per school year, in the order of the subjects:
  `share_<low>_<high>`.

A list whose commas can be read in two ways, or that has more or fewer figures than
there are subjects, gives rows with `reading` ambiguous and the whole list in `printed`;
their value is empty unless exactly one way of reading fits the subjects. A figure
without a school year, or of a subject the warehouse does not know, gives no row.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from etl.plans.form.prose.figures import (
    LIST,
    PERCENT,
    SCHOOL_YEAR,
    parse_school_year,
    read_list,
)
from etl.plans.form.prose.prose import split_sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from etl.plans.contract.plan_package import Row, Rows
    from etl.plans.form.prose.prose import Prose
    from etl.plans.form.schools.extract import SchoolText

_SUBJECTS: Final = {
    "lt": r"lietuvių",
    "math": r"matemati",
    "en": r"angl",
    "history": r"istorij",
    "biology": r"biologij",
    "chemistry": r"chemij",
    "physics": r"fizik",
    "it": r"informa",
    "geography": r"geografij",
}
_SUBJECT = re.compile(
    "|".join(rf"(?P<{code}>\b{word})" for code, word in _SUBJECTS.items()),
    re.IGNORECASE,
)
_LITERATURE = re.compile(r"\s+(?:ir|bei)\s+literatūr\w*", re.IGNORECASE)
_SUBJECT_BREAK = re.compile(r"\s*[,;]\s*|\s+(?:ir|bei)\s+")

_SHARE_SENTENCE = re.compile(
    rf"(?:(?P<year>{SCHOOL_YEAR})\s+(?:\w+\s+){{0,2}}?)?"
    r"(?P<exam>VBE|PUPP)\W{1,4}(?P<subjects>\w[^()\d]{3,250}?)\)?\s+"
    r"rezultat\w*(?P<between>[^\d]{0,120}?)"
    r"\(?(?P<low>\d{1,2})\s*[-–]\s*(?P<high>\d{1,3})\s*(?:bal\w*|tašk\w*)?\)?"
)
_GAP = re.compile(
    rf"atotrūk\w*(?:\s*\({PERCENT}\))?(?:\s+[^\W\d]+){{0,4}}?"
    rf"(?=[\s–—:-]*(?:\d|\({SCHOOL_YEAR}))",
    re.IGNORECASE,
)
_GAP_WORDS = ("PUPP", "lietuvių", "matemati")

_VERB = r"(?:\s*(?:buvo|yra|siek\w+|sudar\w+|apie|net|tik|[–—:-](?!\s*[,;])))*"
_AND = r"(?:[\s,;]|\b(?:o|ir|bei)\b)*"
_YEAR_FIRST = re.compile(
    rf"{_AND}[\s(–—-]*(?P<year>{SCHOOL_YEAR}){_VERB}\s*(?P<list>{LIST})"
)
_YEAR_LAST = re.compile(
    rf"{_AND}{_VERB}\s*(?P<list>{LIST})\s*\(\s*(?P<year>{SCHOOL_YEAR})\s*\)"
)
_NO_YEAR = re.compile(rf"{_VERB}\s*(?P<list>{LIST})")


class _Measure(NamedTuple):
    """What a sentence's figures are about; None is a subject without a code."""

    exam: str
    measure: str
    subjects: tuple[str | None, ...]
    unit: str


_GAP_MEASURE: Final = _Measure(
    "PUPP", "gap_lt_math_basic_level_pct", ("",), "percentage_points"
)


class _Figures(NamedTuple):
    """One list of figures of one school year."""

    school_year: str
    printed: str
    offset: int


def extract_exam_results(schools: Iterable[SchoolText]) -> Rows:
    """Read table `exam_results` from the prose about the schools of section 2.

    One row per school, exam, measure, subject and school year. A figure printed twice
    is one row; printed twice with different values it has no value and is ambiguous.
    """
    rows: dict[tuple[str, ...], Row] = {}
    for school in schools:
        prose = school.prose
        for row in (*_read_gaps(prose), *_read_shares(prose)):
            _keep(rows, {"school_code": school.code, **row})
    return {"exam_results": list(rows.values())}


def _keep(rows: dict[tuple[str, ...], Row], row: Row) -> None:
    names = ("school_code", "exam", "measure", "subject", "school_year")
    key = tuple(str(row[name]) for name in names)
    kept = rows.setdefault(key, row)
    if kept["value"] != row["value"]:
        printed = f"{kept['printed']} / {row['printed']}"
        rows[key] = {**kept, "value": None, "reading": "ambiguous", "printed": printed}


def _read_gaps(prose: Prose) -> Iterator[Row]:
    for sentence, start in split_sentences(prose.text):
        if not all(word in sentence for word in _GAP_WORDS) or "VBE" in sentence:
            continue
        for match in _GAP.finditer(sentence):
            for figures in _read_series(prose.text, start + match.end(), None):
                yield from _rows(prose, figures, _GAP_MEASURE)


def _read_shares(prose: Prose) -> Iterator[Row]:
    for match in _SHARE_SENTENCE.finditer(prose.text):
        measure = _Measure(
            exam=match["exam"],
            measure=f"share_{match['low']}_{match['high']}",
            subjects=_read_subjects(match["subjects"]),
            unit="percent",
        )
        year = parse_school_year(match["year"]) if match["year"] else None
        for figures in _read_series(prose.text, match.end(), year):
            yield from _rows(prose, figures, measure)


def _rows(prose: Prose, figures: _Figures, measure: _Measure) -> Iterator[Row]:
    read = read_list(figures.printed, len(measure.subjects))
    for subject, value, printed in zip(
        measure.subjects, read.values, read.printed, strict=True
    ):
        if subject is not None:
            yield {
                "exam": measure.exam,
                "measure": measure.measure,
                "subject": subject,
                "school_year": figures.school_year,
                "value": value,
                "unit": measure.unit,
                "reading": read.reading,
                "printed": printed,
                "source_line": prose.line_at(figures.offset),
            }


def _read_series(text: str, start: int, year: str | None) -> Iterator[_Figures]:
    """Read lists of figures that follow each other, each with its school year.

    The year stands before its list or after it in brackets; only the first list may
    rely on the year of the sentence.
    """
    position = start
    while True:
        match = _YEAR_LAST.match(text, position) or _YEAR_FIRST.match(text, position)
        if match is not None:
            year = parse_school_year(match["year"])
        elif position == start:
            match = _NO_YEAR.match(text, position)
        if match is None:
            return
        if year is not None:
            yield _Figures(year, match["list"].strip(), match.start("list"))
        position = _after_list(text, match.end())


def _after_list(text: str, position: int) -> int:
    """Return where the text continues after a list, its unit and its bracket."""
    closing = re.compile(rf"(?:\s*{PERCENT})?\s*\)?").match(text, position)
    return closing.end() if closing else position


def _read_subjects(printed: str) -> tuple[str | None, ...]:
    """Read the subjects in order of print; None for one the warehouse lacks."""
    plain = _LITERATURE.sub("", printed)
    return tuple(
        match.lastgroup if (match := _SUBJECT.search(name)) else None
        for name in _SUBJECT_BREAK.split(plain)
        if name.strip()
    )
