"""Titles of activities: the beginning of the title cell, without what follows it.

The cell goes on with schools, works and participants. The title ends where its first
sentence ends, or where a `Mokykla` label or one of the form's other labels begins.
"""

from __future__ import annotations

import re
from typing import Final

from etl.plans.form.activities.school_lists import LABEL, label_with_schools
from etl.plans.form.activities.thresholds import ACTIVITY

_OTHER_LABELS: Final = (
    r"Numatyti darbai|Dalyvauja\b|Dalyvaus\b|Dalyviai\s*:|Darbo vietų|Patalp\w+ dyd"
    r"|Pirm(?:i|aisiais) met\w+|Pasitelkia\w+|Veiklos vykdom|Organizuojam\w+\s*:"
)
_SCHOOL_LABEL = re.compile(rf"(?<=\s){LABEL}")
_LABEL = re.compile(rf"(?<=\s)(?:{_OTHER_LABELS})")
_SENTENCE_END = re.compile(r"[.!?][”“\"'’]?(?=\s+[„“”\"'‚(]?[A-ZĄČĘĖĮŠŲŪŽ0-9])")
_COLON = re.compile(r":(?=\s+[A-ZĄČĘĖĮŠŲŪŽ]|\s*$)")
_CODES_BACKWARDS = re.compile(r"(?:\d{1,3}[A-Z][\s,]+)*+")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(„])(?:[A-Za-zĄ-ž]|kl|kt|pan|val|ak|min|proc|tūkst|mln|sk|vnt|gimn|gim"
    r"|mėn|pvz|angl|šv|dr|prof|doc|vad|Nr|nr|pav|a|d|m|t|k|p|g)\.$"
)


def cut_title(cell: str, *, ends_at_colon: bool = False) -> str:
    """Return the title at the beginning of a title cell's text.

    A cell that holds only a label is titled by it: `Mokykla: G7 (2 pastatai)`.

    Args:
        cell: Text of the cell, without the number.
        ends_at_colon: Whether a colon before a capital ends the title too.
    """
    own_label = label_with_schools(cell)
    if own_label:
        return own_label
    school_label = _SCHOOL_LABEL.search(cell)
    end = school_label.start() if school_label else len(cell)
    cell = cell[:end].rstrip()
    if ends_at_colon:
        cell = _COLON.split(cell, maxsplit=1)[0]
    for sentence in _SENTENCE_END.finditer(cell):
        before = cell[: sentence.end()]
        last_word = before[-ACTIVITY.last_letters :]
        if not _ABBREVIATION.search(last_word) and _brackets_close(before):
            end = sentence.end()
            break
    for label in _LABEL.finditer(cell[:end]):
        if _brackets_close(cell[: label.start()]):
            return _tidy(cell[: label.start()])
    return _tidy(cell[:end])


def _tidy(title: str) -> str:
    """Remove what belongs to the next column or label: codes and open marks."""
    title = title.rstrip(" ,;:–-")
    codes = _CODES_BACKWARDS.match(title[::-1])
    kept = len(title) - (codes.end() if codes else 0)
    return title[:kept].rstrip(" ,;:–-")


def _brackets_close(text: str) -> bool:
    return text.count("(") <= text.count(")")
