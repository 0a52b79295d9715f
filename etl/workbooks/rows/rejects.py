"""Rejected rows: which cell, which rule, why, and what to do.

What each rule says is written under `rules` in `etl/workbooks/messages.toml`.
"""

from __future__ import annotations

import json
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.workbooks.cells.personal import hide_personal_codes
from etl.workbooks.cells.words import fold, read_words
from etl.workbooks.contract.contract import KINDS, Reject
from etl.workbooks.contract.notes import say
from etl.workbooks.files.sheets import ROW
from etl.workbooks.headings.headings import columns_of
from pazanga.personal_codes import mask_personal_codes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from etl.workbooks.contract.contract import Kind
    from etl.workbooks.files.sheets import BrokenRow
    from pazanga.texts import Language

_NOT: Final = frozenset({"not", "failed", "never", "below"})
"""Words that turn a measure into its opposite."""

_SHORT: Final = 5
"""So short words as `nes` and `nei` deny nothing."""

LISTED: Final = {"not_a_subject": "subject", "not_a_measure": "measure"}
"""Rules of values that no list has, by the column whose list it is."""

_NEAR: Final = 0.7
COLUMNS: Final = ("row_number", "column_name", "raw_value", "rule", "raw_cells")


def no_rejects() -> pl.DataFrame:
    """Return an empty frame of rejects, before their texts are added."""
    return pl.DataFrame(schema={name: Reject.columns()[name].dtype for name in COLUMNS})


def reject_cells(texts: pl.DataFrame, rules: Mapping[str, pl.Series]) -> pl.DataFrame:
    """List the cells that break a rule.

    Args:
        texts: `_row` and the texts of a table.
        rules: Broken rule of each row, by column; null where none is.
    """
    found = [no_rejects()]
    for name, broken in rules.items():
        if broken.null_count() < len(broken):
            rows = texts.with_columns(broken.alias("rule")).drop_nulls("rule")
            found.append(_list(rows, column=pl.lit(name), raw=pl.col(name)))
    return pl.concat(found)


def reject_rows(texts: pl.DataFrame, rows: pl.Series, rule: str) -> pl.DataFrame:
    """List whole rows under one rule.

    Args:
        texts: `_row` and the texts of a table.
        rows: Numbers of the rows.
        rule: The rule they break.
    """
    bad = texts.filter(pl.col(ROW).is_in(rows.implode()))
    bad = bad.with_columns(pl.lit(rule).alias("rule"))
    return _list(bad, column=pl.lit(""), raw=pl.lit(None, dtype=pl.String))


def reject_said(
    texts: pl.DataFrame, said: Mapping[int, str], rule: str
) -> pl.DataFrame:
    """List whole rows under one rule, each with the cell beside it that breaks it.

    Args:
        texts: `_row` and the texts of a table.
        said: What the cell says, by number of the row.
        rule: The rule they break.
    """
    bad = texts.filter(pl.col(ROW).is_in(list(said)))
    cells = [mask_personal_codes(said[row]) for row in bad[ROW]]
    bad = bad.with_columns(pl.lit(rule).alias("rule"))
    found = _list(bad, column=pl.lit(""), raw=pl.lit(None, dtype=pl.String))
    return found.with_columns(pl.Series("raw_value", cells, dtype=pl.String))


def reject_broken(broken: tuple[BrokenRow, ...]) -> pl.DataFrame:
    """List the rows whose cells could not be told apart."""
    return pl.DataFrame(
        [(row.row, "", mask_personal_codes(row.raw), row.rule, "{}") for row in broken],
        schema=no_rejects().schema,
        orient="row",
    )


def _list(rows: pl.DataFrame, column: pl.Expr, raw: pl.Expr) -> pl.DataFrame:
    names = [name for name in rows.columns if name not in {ROW, "rule"}]
    rows = rows.with_columns(hide_personal_codes(*names))
    cells = pl.struct(names).struct.json_encode()
    return rows.select(
        row_number=ROW,
        column_name=column,
        raw_value=raw,
        rule="rule",
        raw_cells=cells,
    )


def say_rejects(
    found: pl.DataFrame,
    *,
    kind: Kind,
    source_file: str,
    sheet: str,
    multipliers: Mapping[str, int],
) -> pl.DataFrame:
    """Complete rejects with where they are and why, in both languages.

    Args:
        found: What `reject_cells`, `reject_rows` and `reject_broken` list.
        kind: Kind of the sheet.
        source_file: Name of the file.
        sheet: Name of the sheet.
        multipliers: 1000 for a column in thousands, for the columns that have one.
    """
    rules = found["rule"].unique().to_list()
    reasons = {
        language: {rule: say_rule(rule, language) for rule in rules}
        for language in ("en", "lt")
    }
    complete = found.with_columns(
        kind=pl.lit(kind),
        source_file=pl.lit(source_file),
        sheet=pl.lit(sheet),
        reason=_say_reasons(found, reasons["en"], "en"),
        reason_lt=_say_reasons(found, reasons["lt"], "lt"),
        multipliers=pl.lit(json.dumps(dict(multipliers)) if multipliers else None),
    )
    return Reject.cast(complete.select(Reject.column_names()))


def _say_reasons(
    found: pl.DataFrame, reasons: Mapping[str, str], language: Language
) -> pl.Series:
    """Format the reasons, with the listed value that is nearest to an unknown one."""
    said = found["rule"].replace(reasons)
    guessed = found["rule"].is_in(list(LISTED))
    if not guessed.any():
        return said
    cells = found.filter(guessed).select("rule", "raw_value").unique().rows()
    guesses = {
        (rule, raw): f"{reasons[rule]} {_guess(LISTED[rule], raw or '', language)}"
        for rule, raw in cells
    }
    keys = zip(found["rule"], found["raw_value"], said, strict=True)
    whole = [guesses.get((rule, raw), usual).rstrip() for rule, raw, usual in keys]
    return pl.Series(whole, dtype=pl.String)


def _guess(column: str, raw: str, language: Language) -> str:
    """Find the listed value with the nearest spelling; None where none is near."""
    codes = read_words().codes[column]
    alike = [known for known in codes if _denies(known) == _denies(raw)]
    near = get_close_matches(fold(raw), alike, n=1, cutoff=_NEAR)
    return say("guesses.nearest", language, {"known": codes[near[0]]}) if near else ""


def _denies(text: str) -> bool:
    """Whether a text says what was not: `negavusi` is the opposite of `gavusi`."""
    return any(
        word in _NOT or (word.startswith("ne") and len(word) > _SHORT)
        for word in fold(text).split()
    )


def label_columns(rejects: pl.DataFrame) -> pl.DataFrame:
    """Add what the template calls each column, in both languages; null where none."""
    # To read the headings of a kind takes time, and most files have rows of one.
    kinds = rejects["kind"].cast(pl.String).unique().to_list()
    names = ("kind", "column_name", "column_label_lt", "column_label_en")
    labels = pl.DataFrame(
        [
            (kind, column.name, column.lt, column.en)
            for kind in KINDS
            if kind in kinds
            for column in columns_of(kind)
        ],
        schema=dict.fromkeys(names, pl.String),
        orient="row",
    ).with_columns(pl.col("kind").cast(rejects.schema["kind"]))
    return rejects.join(
        labels, on=["kind", "column_name"], how="left", maintain_order="left"
    )


def say_rule(rule: str, language: Language) -> str:
    """Format what a rule expects and what to do about a cell that breaks it."""
    return say(f"rules.{rule}", language, {})
