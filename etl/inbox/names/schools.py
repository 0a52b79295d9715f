"""Schools that rows name otherwise than by code: found among the schools of the plan.

A name counts where it can mean one school of the plan only. Anything else stays as it
is, so that it is rejected as unknown.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.workbooks.cells.schools import UNSURE, leading_code
from etl.workbooks.cells.words import fold
from etl.workbooks.contract.contract import SCHEMAS, SCHOOL_CODE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from etl.workbooks.contract.contract import Kind

_KEY: Final = ["plan_code", "school_code"]
_FEWEST_WORDS: Final = 2
_NOISE: Final = frozenset({"m", "miesto", "r", "raj", "rajono", "sav", "savivaldybes"})
"""Words of names of municipalities that some write and others leave out."""


def resolve_schools(rows: pl.DataFrame, listed: pl.DataFrame) -> pl.DataFrame:
    """Return rows whose schools are codes wherever the plan knows them.

    Args:
        rows: Rows of one kind, with `plan_code` and `school_code`.
        listed: Schools of the plans: `plan_code`, `code` and `name`.
    """
    if "school_code" not in rows.columns:
        return rows
    asked = rows.select(_KEY).unique()
    is_code = pl.col("school_code").str.contains(SCHOOL_CODE)
    names = asked.filter(~is_code)
    if names.is_empty():
        return rows
    found = [
        find_school(text, list_schools(listed, plan))
        for plan, text in names.iter_rows()
    ]
    table = names.with_columns(pl.Series("_found", found, dtype=pl.String))
    joined = rows.join(table, on=_KEY, how="left", maintain_order="left")
    resolved = pl.coalesce("_found", "school_code").alias("school_code")
    return joined.with_columns(resolved).drop("_found")


def list_schools(listed: pl.DataFrame, plan: str) -> dict[str, str]:
    """Return the names of the schools of a plan by their codes."""
    own = listed.filter(pl.col("plan_code") == plan)
    return dict(own.select("code", pl.col("name").fill_null("")).iter_rows())


def find_school(text: str, schools: Mapping[str, str]) -> str | None:
    """Return the code of the school a text means; None where it is not one of them."""
    plain = _REGISTERED.sub("", text.removeprefix(UNSURE))
    code = leading_code(plain)
    found = _by_name(plain.removeprefix(code), schools)
    if code in schools and (not found or code in found):
        return code
    if len(found) == 1 and not code:
        return found.pop()
    return "" if text.startswith(UNSURE) and not found else None


def _by_name(text: str, schools: Mapping[str, str]) -> set[str]:
    """Find the schools that are called so; else those it is short for."""
    words = _words(text)
    names = {code: _words(name) for code, name in schools.items() if name}
    same = {code for code, name in names.items() if name == words}
    if same or len(words) < _FEWEST_WORDS:
        return same
    return {code for code, name in names.items() if _is_short_for(words, name)}


_REGISTERED: Final = re.compile(
    r"(?i)[\s,;(]+(?:į\.? ?k\.?|(?:įm|įmonės|įstaigos|juridinio asmens|jur\. asmens)?"
    r"\.? ?kodas)[\s:]*\d{7,9}\)?"
)
"""The code of a body in its register, behind its name: it tells no school apart."""


def _words(text: str) -> list[str]:
    return [word for word in fold(text).split() if word not in _NOISE]


def _is_short_for(words: list[str], name: list[str]) -> bool:
    """Whether all words of a text stand in a name, in their order."""
    rest = iter(name)
    return all(word in rest for word in words)


def names_twice(kind: Kind, rows: pl.DataFrame, resolved: pl.DataFrame) -> pl.Series:
    """Mark rows that became the same figure once their school was known by its code.

    Args:
        kind: Kind of the rows.
        rows: The rows as they were read.
        resolved: The same rows, resolved.
    """
    nowhere = pl.repeat(value=False, n=rows.height, eager=True)
    key = list(SCHEMAS[kind].primary_key())
    if "school_code" not in key:
        return nowhere
    is_new = resolved["school_code"] != rows["school_code"]
    if not is_new.any():
        return nowhere
    return resolved.select(pl.struct(key).is_duplicated()).to_series()
