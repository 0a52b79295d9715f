"""Which texts of a table stand in a file of somebody, and what stands in their place.

What may stand there is decided by the row: by its plan, or by the file it came from.
`restricted.toml` names tables and columns; a column of a restricted name in a table
without plans is hidden in all its rows.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pazanga.errors import WarehouseError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

RULES: Final = Path(__file__).with_name("restricted.toml")
RESTRICTED: Final = "restricted"
"""Stands where a text is not shown: a status of its own, neither empty nor unknown."""

PLANS: Final = "audience_plans"
FILES: Final = "audience_files"
"""Tables of the connection: plans that are shown whole, files all of those plans."""

_PLAN: Final = "plan_code"
_SHOWN: Final = {
    "plan": f"plan_code in (select plan_code from {PLANS})",  # noqa: S608 - names of our own catalogue
    "file": f"source_document_key in (select source_document_key from {FILES})",  # noqa: S608 - names of our own catalogue
    "row": (
        f"source_document_key in (select source_document_key from {FILES})"  # noqa: S608 - names of our own catalogue
        " and try_cast(raw_cells as json) ->> '$.plan_code'"
        f" in (select plan_code from {PLANS})"
    ),
    "all": "false",
}


_FILE: Final = (
    "'•••-' || left(sha256($salt || {value}), 8)"
    " || lower(regexp_extract({value}, '[.][A-Za-z0-9]{{1,8}}$'))"
)
"""A name that reads as one in any language, and tells files and kinds apart."""


@dataclass(frozen=True, slots=True)
class MaskedTable:
    """Texts of one table that are shown under a condition.

    Attributes:
        name: Schema and name.
        shown: Condition in SQL under which a row is shown whole.
        only: Condition in SQL of the rows that hold anything restricted.
        texts: Columns in whose place `restricted` stands.
        keys: Columns in whose place a key stands that nobody can guess.
        files: Columns of names of files, in whose place one stands that we made up.
    """

    name: str
    shown: str
    only: str
    texts: tuple[str, ...]
    keys: tuple[str, ...]
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MaskingRules:
    """What `restricted.toml` says."""

    left_out: tuple[str, ...]
    texts: frozenset[str]
    keys: frozenset[str]
    files: frozenset[str]
    tables: tuple[MaskedTable, ...]


@cache
def read_rules() -> MaskingRules:
    """Read the rules."""
    table = tomllib.loads(RULES.read_text(encoding="utf-8"))
    return MaskingRules(
        left_out=tuple(table["left_out"]),
        texts=frozenset(table["texts"]),
        keys=frozenset(table["keys"]),
        files=frozenset(table["files"]),
        tables=tuple(map(_parse_table, table["tables"])),
    )


def select_shown(name: str, columns: Collection[str]) -> str:
    """Return the query for the rows of a table as an audience sees them.

    Args:
        name: Schema and name.
        columns: Its columns.

    Raises:
        WarehouseError: A rule names a column that the table does not have.
    """
    replaced: dict[str, str] = {}
    for masked in _list_masks(name, columns):
        for column in (*masked.texts, *masked.keys, *masked.files):
            if column not in columns:
                raise WarehouseError("mask_unknown", table=name, column=column)
            value = replaced.get(column, column)
            replaced[column] = _mask(masked, column, value)
    if not replaced:
        return f"select * from source.{name}"  # noqa: S608 - names of our own catalogue
    said = ", ".join(f"{value} as {column}" for column, value in replaced.items())
    return f"select * replace ({said}) from source.{name}"  # noqa: S608 - names of our own catalogue


def _list_masks(name: str, columns: Collection[str]) -> Iterator[MaskedTable]:
    rules = read_rules()
    texts = tuple(sorted(rules.texts & {*columns}))
    keys = tuple(sorted(rules.keys & {*columns}))
    own = [masked for masked in rules.tables if masked.name == name]
    decided = {column for masked in own for column in masked.files}
    files = tuple(sorted((rules.files & {*columns}) - decided))
    if texts or keys or files:
        shown = _SHOWN["plan"] if _PLAN in columns else _SHOWN["all"]
        yield MaskedTable(name, shown, "true", texts, keys, files)
    yield from own


def _mask(masked: MaskedTable, column: str, value: str) -> str:
    """Return the value of a column: its own, or what stands in its place."""
    instead = f"'{RESTRICTED}'"
    if column in masked.keys:
        # The salt is thrown away, so that nobody can try suppliers and numbers.
        instead = f"'{RESTRICTED}:' || left(sha256($salt || {value}), 24)"
    if column in masked.files:
        instead = _FILE.format(value=value)
    condition = f"{column} is null or not ({masked.only}) or ({masked.shown})"
    return f"case when {condition} then {value} else {instead} end"


def _parse_table(table: dict[str, Any]) -> MaskedTable:
    return MaskedTable(
        name=table["name"],
        shown=_SHOWN[table["of"]],
        only=table["only"],
        texts=tuple(table["texts"]),
        keys=tuple(table["keys"]),
        files=tuple(table.get("files", ())),
    )
