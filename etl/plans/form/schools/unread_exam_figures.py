"""Exam sentences that print figures nobody could read: nothing is lost in silence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from etl.plans.form.prose.prose import split_sentences
from etl.plans.form.schools.exam_results import extract_exam_results

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from etl.plans.form.schools.extract import SchoolText

_EXAMS = re.compile(r"\b(?:PUPP|VBE)\b")
_RESULTS = re.compile(r"atotrūk|rezultat|pasiek|dal(?:is|į|ies)\b|balų", re.IGNORECASE)
_FIGURE = re.compile(r"\d\s*(?:proc\b|%)|\d{1,3},\s*\d{1,3}\b")


class UnreadSentence(NamedTuple):
    """A sentence about a school's exam results that gave no row."""

    school_code: str
    exam: str
    line_number: int


def find_unread_exam_figures(schools: Sequence[SchoolText]) -> Iterator[UnreadSentence]:
    """Find the sentences of section 2 that print exam figures in unknown words."""
    read: set[tuple[str, int]] = {
        (row["school_code"], row["source_line"])
        for row in extract_exam_results(schools)["exam_results"]
    }
    for school in schools:
        prose = school.prose
        for sentence, start in split_sentences(prose.text):
            exam = _EXAMS.search(sentence)
            if not exam or not _RESULTS.search(sentence):
                continue
            first, last = prose.line_at(start), prose.line_at(start + len(sentence))
            is_read = any((school.code, n) in read for n in range(first, last + 1))
            if _FIGURE.search(sentence) and not is_read:
                yield UnreadSentence(school.code, exam[0], first)
