"""Codes, numbers of things, periods and choices from the texts of cells."""

from __future__ import annotations

import re
from functools import cache, partial
from typing import Final

from etl.plans.contract.plan_columns import ACTIVITY_NUMBER
from etl.workbooks.cells.parser import (
    DATE_CELL,
    FIRST_YEAR,
    LAST_YEAR,
    Parsed,
    Parser,
)
from etl.workbooks.cells.schools import UNSURE
from etl.workbooks.cells.units import spell_signs
from etl.workbooks.cells.words import (
    fold,
    name_municipality,
    read_toml,
    read_words,
    tidy,
)
from etl.workbooks.contract.contract import PLAN_CODE, SCHOOL_CODE
from etl.workbooks.contract.reference_lists import read_reference_lists


def parse_activity_number(text: str) -> Parsed:
    """Read the number of an activity: `14.2`, also `14.2.` and `14. 2`."""
    plain = tidy(text)
    if plain in read_words().none:
        return None, ""
    if DATE_CELL.fullmatch(plain):
        return None, "number_became_date"
    plain = number_of_titled(plain) or _bare_number(plain)
    number = re.sub(r"(?<=\.) (?=\d)|\.$", "", plain)
    if re.fullmatch(ACTIVITY_NUMBER, number, re.ASCII):
        return number or None, ""
    return (None, "not_an_activity_number") if number else (None, "")


_NUMBERED: Final = re.compile(
    r"(?:(?:veikla|poveiklė|veiklos|poveiklės|activity)\.? ?)?(?:nr\.? ?|no\.? ?)?"
    r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,3})\.?(?: (?:veikla|poveiklė))?",
    re.IGNORECASE,
)
"""A number beside the word for what it numbers: `Veikla Nr. 3.1`, `6 veikla`."""


def _bare_number(plain: str) -> str:
    """Return the number of a text that says nothing else; else the text itself."""
    match = _NUMBERED.fullmatch(plain)
    return match["number"] if match else plain


_TITLED: Final = re.compile(
    r"(?:veikla|poveiklė|rodiklis)? ?(?:nr\. ?)?(?P<number>\d{1,3}(?:\.\d{1,3}){0,3})"
    r"(?P<end>[.)]? *[–—-]|[.):]?) *(?P<title>[^\W\d_].*)",
    re.IGNORECASE | re.DOTALL,
)
_WORD: Final = re.compile(r"[^\W\d_]{3,}")


def number_of_titled(text: str) -> str:
    """Return the number before a title in one cell, as in `3.1. Robotikos būrelis`.

    A figure may also be the first word of a title, as in `2 klasių baldai` or `3D
    spausdintuvas`: without a sign after it, a title must begin with a capital. Empty
    where no number is told for sure.
    """
    match = _TITLED.fullmatch(tidy(text))
    if match is None:
        return ""
    word = _WORD.match(match["title"])
    if word is None:
        return ""
    gap = match.string[match.end("number") : match.start("title")]
    is_parted = bool(match["end"]) and any(sign in gap for sign in " –—-")
    is_title = word[0].istitle() and bool(gap)
    return match["number"] if is_parted or is_title else ""


def parse_number_of_item(text: str) -> Parsed:
    """Read the number of an indicator or an activity, as the plan prints it."""
    plain = tidy(text)
    if plain in read_words().none:
        return None, ""
    if DATE_CELL.fullmatch(plain):
        return None, "number_became_date"
    plain = number_of_titled(plain) or plain
    return plain.removesuffix(".") or None, ""


def parse_plan_code(text: str) -> Parsed:
    """Read the code of a plan; capitals and diacritics do not matter."""
    code = fold(text).replace(" ", "_")
    if not code:
        return None, ""
    if _DOUBT.search(text):
        return None, "not_a_plan_code"
    if plan := read_words().plans.get(name_municipality(text)):
        return plan, ""
    is_code = re.fullmatch(PLAN_CODE, code, re.ASCII)
    return (code, "") if is_code else (None, "not_a_plan_code")


def parse_school_code(text: str) -> Parsed:
    """Read the code of a school, or its name; empty means the whole municipality.

    What the name means is known only once the plan's own schools are: see
    `etl.inbox.names.schools`.
    """
    plain = " ".join(tidy(text).split())
    code = plain.upper()
    if code in read_words().none:
        return None, ""
    if re.fullmatch(SCHOOL_CODE, code, re.ASCII):
        return code or None, ""
    is_name = re.search(r"[^\W\d_]{3}", plain) or plain.startswith(UNSURE)
    return (plain, "") if is_name else (None, "not_a_school_code")


_SCHOOL_YEAR: Final = re.compile(
    r"(\d{4}) ?[-–—/] ?(\d{4}|\d\d)(?: ?m\. ?m\.)?", re.ASCII
)


_SHORT_SCHOOL_YEAR: Final = re.compile(r"^(\d\d)(?= ?[-–—/] ?\d\d(?!\d))", re.ASCII)
"""Both years by two figures: no months, in a column of school years."""


def parse_school_year(text: str) -> Parsed:
    """Read a school year: `2023-2024`, also `2023–2024`, `2023/24`, `23/24`."""
    plain = _SHORT_SCHOOL_YEAR.sub(r"20\1", tidy(text), count=1)
    return _school_year(plain)


def _school_year(plain: str) -> Parsed:
    if not plain or plain in read_words().none:
        return None, ""
    match = _SCHOOL_YEAR.fullmatch(plain)
    if match is None:
        return None, "not_a_school_year"
    first = int(match[1])
    follows = str(first + 1)
    is_next = match[2] in {follows, follows[2:]}
    if not is_next or not FIRST_YEAR <= first <= LAST_YEAR:
        return None, "not_a_school_year"
    return f"{first}-{follows}", ""


_YEAR: Final = re.compile(r"(20\d\d)(?: ?m\.?)?", re.ASCII)
_HALF: Final = (
    r"(?:(?P<{0}>(?:i|ii|[12])(?: ?a?s(?:is)?)?|(?:pirm|antr)(?:as|asis|o|ojo|aji)"
    r"|first|second|1st|2nd)"
    r" (?:pusmet\w*|pusmec\w*|pusm|half(?: year)?)|(?:s|h)(?P<{1}>[12]))"
)
_HALF_YEAR: Final = re.compile(
    rf"(?P<year>20\d\d)(?: m)? ?{_HALF.format('a', 'b')}"
    rf"|{_HALF.format('c', 'd')}(?: of)? (?P<last>20\d\d)(?: m)?",
    re.ASCII,
)
_SECOND: Final = ("ii", "2", "antr", "second")
_MONTH: Final = re.compile(
    rf"20\d\d ?[-./] ?(?:0?[1-9]|1[0-2])|(?:0?[1-9]|1[0-2])[-./]20\d\d"
    rf"|{DATE_CELL.pattern}",
    re.ASCII,
)
"""A month where a period is asked: its half-year, its year, or one of its own?"""


def parse_period(text: str) -> Parsed:
    """Read a school year, a year or a half-year: `2023-2024`, `2024`, `2024-S1`."""
    plain = tidy(text)
    if not plain or plain in read_words().none:
        return None, ""
    if match := _YEAR.fullmatch(plain):
        return match[1], ""
    if match := _HALF_YEAR.fullmatch(fold(plain)):
        half = next(match[name] for name in "abcd" if match[name])
        number = 2 if half.startswith(_SECOND) else 1
        return f"{match['year'] or match['last']}-S{number}", ""
    value, _ = _school_year(plain)
    if value:
        return value, ""
    return None, "month_not_period" if _MONTH.fullmatch(plain) else "not_a_period"


def parse_choice(text: str, column: str) -> Parsed:
    """Read one of a column's values, by its code or its name in either language."""
    if column == "field":  # `Suma be PVM, Eur`
        text = _CURRENCY_AFTER.sub("", text.strip())
    word = fold(text)
    if not word:
        return None, ""
    code = read_words().codes[column].get(word) or _choose_loosely(text, column)
    rule = _RULES.get(column, "not_a_choice")
    if column in _SURE and _DOUBT.search(text):
        return None, rule
    return (code, "") if code else (None, rule)


def _choose_loosely(text: str, column: str) -> str | None:
    """Find the one value that a text names twice, or beside words that change nothing.

    `Brandos egzaminas (VBE)` names one twice; `Kasinės išlaidos` is `kasinės`. A share
    must be called one: `100 balų` may count pupils.
    """
    names = read_words().codes[column]
    if twice := _NAMED_TWICE.fullmatch(text.strip()):
        found = {names.get(fold(part)) for part in twice.groups()}
        if len(found) == 1 and None not in found:
            return found.pop()
    words = frozenset(fold(spell_signs(text)).split())
    known = _bare_names(column, read_reference_lists().version)
    code = known.get(words - _fillers(column))
    is_share = bool(words & _read_fillers("shares"))
    is_other = column == "measure" and is_share != str(code).startswith(_SHARE)
    return None if is_other else code


@cache
def _bare_names(column: str, _: str) -> dict[frozenset[str], str]:
    """Return the code of a value by the words that tell its names from all others."""
    found: dict[frozenset[str], set[str]] = {}
    for name, code in read_words().codes[column].items():
        bare = frozenset(name.split()) - _fillers(column)
        found.setdefault(bare, set()).add(code)
    found.pop(frozenset(), None)
    return {bare: codes.pop() for bare, codes in found.items() if len(codes) == 1}


def _fillers(column: str) -> frozenset[str]:
    own = _read_fillers(column)
    return own | _read_fillers("shares") if column == "measure" else own


@cache
def _read_fillers(column: str) -> frozenset[str]:
    read = read_toml("workbook_words.toml")["choice_fillers"]
    return frozenset(map(fold, read.get(column, ())))


_NAMED_TWICE: Final = re.compile(r"([^()]+)\(([^()]+)\)")
_SHARE: Final = "share_"
_CURRENCY_AFTER: Final = re.compile(
    r"(?:,\s*|\s+|\s*\()(?:€|eur|eurais|eurai|eurų)\)?$", re.IGNORECASE
)
_DOUBT: Final = re.compile(r"[?#~*/\\<>=|;+^]|^\s*-|,\s*\S")
"""Signs by which a choice is doubted, commented out, or one of two."""

_SURE: Final = frozenset({"phase", "item", "field", "outcome", "value_status", "exam"})
"""Choices whose names have no signs; measures and subjects have some."""

_RULES: Final = {
    "subject": "not_a_subject",
    "measure": "not_a_measure",
    "outcome": "not_an_outcome",
}
"""Rules of columns whose values a person cannot guess: their reason names them."""


def parse_flag(text: str) -> Parsed:
    """Read yes or no; an empty cell says no."""
    value, rule = parse_choice(text, "is_synthetic")
    return value == "true", rule


PARSERS: Final[dict[str, Parser]] = {
    "plan_code": parse_plan_code,
    "activity_number": parse_activity_number,
    "indicator_number": parse_number_of_item,
    "number": parse_number_of_item,
    "school_code": parse_school_code,
    "period": parse_period,
    "school_year": parse_school_year,
    "is_synthetic": parse_flag,
    **{
        column: partial(parse_choice, column=column)
        for column in (
            "phase",
            "value_status",
            "exam",
            "measure",
            "subject",
            "item",
            "field",
            "outcome",
        )
    },
}
"""Parser of each column that holds neither a number, nor a day, nor free text."""
