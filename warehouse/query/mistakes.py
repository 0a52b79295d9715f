"""What is wrong with a query, in the reader's language: where, and what was meant.

DuckDB says it in English, and names the nearest of all it knows, its own tables first.
"""

from __future__ import annotations

import re
import tomllib
from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import duckdb

from pazanga.texts import LANGUAGES
from warehouse.query.place import find_place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from duckdb import DuckDBPyConnection

    from warehouse.query.place import Place

# Read with the module: once a query runs, no file can be opened any more.
_TEXTS: Final = tomllib.loads(
    Path(__file__).with_name("mistakes.toml").read_text("utf-8")
)
_MISTAKES: Final = [(re.compile(entry["says"]), entry) for entry in _TEXTS["mistakes"]]
_CANDIDATES: Final = re.compile(r"Candidate (?:bindings|tables): :?(.*)")
_LIKENESS: Final = 0.6
"""Below it two names have little in common: the default of `difflib`."""
_SHORTEST_NAME: Final = 3
_LONGEST_NAME: Final = 80
_LONGEST_LINE: Final = 120
_KNOWN: Final = {
    "table": "select schema_name || '.' || table_name from duckdb_tables()"
    " where not internal union all"
    " select schema_name || '.' || view_name from duckdb_views() where not internal",
    "function": "select distinct function_name from duckdb_functions()"
    " where regexp_matches(function_name, '^[a-z]')",
    "type": "select distinct type_name from duckdb_types()",
    "keyword": "select keyword_name from duckdb_keywords()"
    " where keyword_category = 'reserved'",
}


def describe_mistake(
    connection: DuckDBPyConnection, sql: str, why: str
) -> dict[str, Any]:
    """Describe what is wrong with a query.

    Args:
        connection: Knows the tables.
        sql: The query as it was typed.
        why: What DuckDB says.

    Returns:
        `why` in both languages, with the line; `sentence` without it; `said`, DuckDB's
        words; `line` and `column` where they are sure.
    """
    place = find_place(sql, why)
    before = _find_word_before(sql, place)
    fields: dict[str, Any] = {"said": why, "sentence": _say(connection, why, before)}
    if place:
        fields["line"], fields["column"] = place
    fields["why"] = {
        language: fields["sentence"][language] + _show(sql, place, language)
        for language in LANGUAGES
    }
    return fields


def _find_word_before(sql: str, place: Place | None) -> str:
    """Find the word before a mistake: what is misspelt is often that one."""
    if place is None:
        return ""
    line, column = place
    words: list[str] = re.findall(r"\w+", sql.split("\n")[line - 1][: column - 1])
    return words[-1] if words else ""


def _say(connection: DuckDBPyConnection, why: str, before: str) -> dict[str, str]:
    for pattern, entry in _MISTAKES:
        if found := pattern.search(why):
            named = {key: value for key, value in found.groupdict().items() if value}
            name = named.get("name") or named.get("other") or named.get("third", "")
            kind = entry.get("kind")
            nearest = named.get("nearest", "")
            for word in (before, name) if kind == "keyword" else (name,):
                nearest = nearest or _find_nearest(connection, kind, word, why)
            # What DuckDB calls a number or a text that stands in the query.
            types = named.get("types", "").replace("_LITERAL", "")
            fields = {"name": _shorten(name), "types": types}
            return {
                language: entry[language].format(**fields)
                + (_TEXTS["nearest"][language].format(name=nearest) if nearest else "")
                for language in LANGUAGES
            }
    plain = why.partition("\n\nLINE ")[0]
    return dict.fromkeys(LANGUAGES, plain)


def _shorten(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"


def _find_nearest(
    connection: DuckDBPyConnection, kind: str | None, name: str, why: str
) -> str:
    """Find the known name most like one that is not known; nothing if none is."""
    if kind is None or not _SHORTEST_NAME <= len(name) <= _LONGEST_NAME:
        return ""
    known: Iterable[str] = ()
    if found := _CANDIDATES.search(why):
        known = re.findall(r'"([^"]+)"', found[1])
    elif kind in _KNOWN:
        with suppress(duckdb.Error):
            known = [row[0] for row in connection.execute(_KNOWN[kind]).fetchall()]
    by_name: dict[str, str] = {}
    for one in known:
        by_name.setdefault(one.lower(), one)
        by_name.setdefault(one.lower().rpartition(".")[2], one)
    near = get_close_matches(name.lower(), by_name, n=1, cutoff=_LIKENESS)
    proposed = by_name[near[0]] if near else ""
    return "" if proposed.lower() == name.lower() else proposed


def _show(sql: str, place: Place | None, language: str) -> str:
    """Write the line of a mistake with a mark below its column."""
    if place is None:
        return ""
    line, column = place
    head = _TEXTS["line"][language].format(line=line)
    start = max(column - _LONGEST_LINE // 2, 0) if column > _LONGEST_LINE else 0
    shown = sql.split("\n")[line - 1].rstrip("\r")[start : start + _LONGEST_LINE]
    mark = " " * (len(head) + column - 1 - start) + "^"
    return f"\n\n{head}{shown}\n{mark}"
