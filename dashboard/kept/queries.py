"""Saved queries: a `.sql` file each, which git, an editor and DuckDB read as well.

    -- name: Planuota kiekvienai sričiai
    -- description: Be PVM, tik skaičiuojamos veiklos.
    -- value: year=2025
    -- dimension: policy_area_name_lt
    -- measure: net_eur
    -- saved: 2026-11-30

    select …

A file that somebody else has put there is read as well: only `select …` is needed.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from filelock import FileLock, Timeout

from dashboard.kept.written import check_name, check_persons, fold_name
from pazanga.errors import KeptError
from pazanga.files.durable import move_into_place, read_regular, sync
from pazanga.local_time import find_today
from pazanga.log import pairs
from pazanga.printable import escape_controls

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pazanga.settings import Settings

logger = logging.getLogger(__name__)

MOST_QUERIES: Final = 200
LONGEST_SQL: Final = 4_000
LONGEST_DESCRIPTION: Final = 300

_MOST_BYTES: Final = 1 << 16
_CODE: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,59}", re.ASCII)
_HEAD: Final = re.compile(r"-- (name|description|value|dimension|measure|saved): (.+)")
_LONGEST_CODE: Final = 50
_SECONDS: Final = 5.0
_MOST_VALUES: Final = 12


@dataclass(frozen=True)
class SavedQuery:
    """A query somebody saved.

    Attributes:
        code: Name of its file, without the ending.
        name: What the reader called it.
        description: What it answers, in a sentence; may be empty.
        sql: The query.
        values: Values of its parameters, `name=value`.
        dimension: Column that names the bars of its chart; empty for none.
        measure: Column that gives their length.
    """

    code: str
    name: str
    description: str
    sql: str
    values: tuple[str, ...] = ()
    dimension: str = ""
    measure: str = ""


@dataclass(frozen=True)
class SavedQueries:
    """All saved queries.

    Attributes:
        queries: By name.
        damaged_count: Files that cannot be read as a query.
    """

    queries: tuple[SavedQuery, ...]
    damaged_count: int


def list_queries(settings: Settings) -> SavedQueries:
    """List the saved queries, by name."""
    paths = sorted(settings.queries_dir.glob("*.sql"))[: 2 * MOST_QUERIES]
    read = [_read_query(path) for path in paths]
    queries = [query for query in read if query]
    ordered = sorted(queries, key=lambda query: (fold_name(query.name), query.code))
    return SavedQueries(tuple(ordered), len(paths) - len(queries))


def save_query(
    settings: Settings, typed: str, description: str, query: SavedQuery
) -> SavedQuery:
    """Keep a query under a name that no other one has.

    Args:
        settings: Which home.
        typed: Name a reader gave.
        description: What it answers; one line.
        query: The query, its values and its chart; name and code are made anew.

    Raises:
        KeptError: A text is refused, the name is taken, there are too many; the disk
            cannot be written.
    """
    name, said = check_name(typed), _check_description(description)
    sql = query.sql.replace("\r\n", "\n").strip()
    others = "".join((*query.values, query.dimension, query.measure))
    is_fit = 0 < len(sql) <= LONGEST_SQL and escape_controls(sql) == sql
    if not is_fit or not others.isprintable():
        raise KeptError("query_unfit", most=LONGEST_SQL)
    check_persons(" ".join((sql, *query.values)))
    with _hold(settings.queries_dir):
        kept = list_queries(settings).queries
        if any(fold_name(one.name) == fold_name(name) for one in kept):
            raise KeptError("query_name_taken", name=name)
        if len(kept) >= MOST_QUERIES:
            raise KeptError("queries_full", most=MOST_QUERIES)
        code = _choose_code(settings.queries_dir, name)
        saved = SavedQuery(
            code, name, said, sql, query.values, query.dimension, query.measure
        )
        _write(settings.queries_dir / f"{code}.sql", _write_text(saved))
    return saved


def remove_query(settings: Settings, code: str) -> None:
    """Remove a query; it is no fault if it is gone already.

    Raises:
        KeptError: The disk cannot be written.
    """
    if not _CODE.fullmatch(code):
        return
    with _hold(settings.queries_dir):
        (settings.queries_dir / f"{code}.sql").unlink(missing_ok=True)
        sync(settings.queries_dir)


def _check_description(typed: str) -> str:
    said = " ".join(unicodedata.normalize("NFC", typed).split())
    if len(said) > LONGEST_DESCRIPTION or escape_controls(said) != said:
        raise KeptError("description_unfit", most=LONGEST_DESCRIPTION)
    check_persons(said)
    return said


def _choose_code(folder: Path, name: str) -> str:
    """Choose the name of a file: letters of the name without their marks."""
    bare = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore")
    stem = re.sub(r"[^a-z0-9]+", "-", bare.decode()).strip("-")[:_LONGEST_CODE]
    code, number = stem or "query", 2
    while (folder / f"{code}.sql").exists():
        code, number = f"{stem or 'query'}-{number}", number + 1
    return code


def _write_text(query: SavedQuery) -> str:
    heads = [
        ("name", query.name),
        ("description", query.description),
        *(("value", value) for value in query.values),
        ("dimension", query.dimension),
        ("measure", query.measure),
        ("saved", find_today().isoformat()),
    ]
    lines = [f"-- {key}: {value}" for key, value in heads if value]
    return "\n".join([*lines, "", query.sql, ""])


def _read_query(path: Path) -> SavedQuery | None:
    """Read a file that anybody may have written; None where it is no query."""
    try:
        text = read_regular(path, _MOST_BYTES).decode("utf-8-sig")
    except (OSError, ValueError) as error:
        logger.warning("kept_unreadable %s", pairs(code=path.stem, reason=str(error)))
        return None
    heads: dict[str, list[str]] = {}
    lines = text.replace("\r\n", "\n").split("\n")
    while lines and (found := _HEAD.fullmatch(lines[0].rstrip())):
        heads.setdefault(found[1], []).append(found[2])
        del lines[0]
    sql = "\n".join(lines).strip()
    words = [sql, *(value for values in heads.values() for value in values)]
    is_fit = 0 < len(sql) <= LONGEST_SQL and _CODE.fullmatch(path.stem)
    if not is_fit or any(escape_controls(word) != word for word in words):
        return None
    try:
        name = check_name(heads.get("name", [path.stem])[0])
        description = _check_description(heads.get("description", [""])[0])
    except KeptError:
        return None
    return SavedQuery(
        path.stem,
        name,
        description,
        sql,
        tuple(heads.get("value", ())[:_MOST_VALUES]),
        heads.get("dimension", [""])[0],
        heads.get("measure", [""])[0],
    )


@contextmanager
def _hold(folder: Path) -> Iterator[None]:
    """Keep others from writing, so that what was looked up still holds."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with FileLock(folder / ".lock", timeout=_SECONDS, mode=0o600):
            yield
    except Timeout as error:
        raise KeptError("kept_busy") from error
    except OSError as error:
        logger.warning("not_kept %s", pairs(folder=folder.name, reason=str(error)))
        raise KeptError("kept_unwritable", reason=error) from error


def _write(path: Path, text: str) -> None:
    fresh = path.with_name(f".{path.name}.new")
    fresh.unlink(missing_ok=True)
    fresh.touch(mode=0o600, exist_ok=False)
    fresh.write_text(text, encoding="utf-8")
    move_into_place(fresh, path)


def list_choices(query: SavedQuery) -> dict[str, Sequence[str]]:
    """List the parameters of the address that asks a query."""
    return {
        "sql": [query.sql],
        "value": query.values,
        "dimension": [query.dimension] if query.dimension else (),
        "measure": [query.measure] if query.measure else (),
    }
