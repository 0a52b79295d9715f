"""`pazanga inbox`: which files were received, and taking one back."""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final

import duckdb

from etl.inbox.originals import read_originals
from etl.inbox.withdrawal import short_hash, withdraw
from etl.workbooks.contract.notes import say_money
from pazanga.access.journal import record_command
from pazanga.errors import NoSnapshot
from pazanga.local_time import format_moment
from pazanga.texts import text
from warehouse.connection import open_snapshot, query_frame
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from collections.abc import Iterator

    from etl.inbox.originals import Original
    from pazanga.settings import Settings
    from pazanga.texts import Language

_LOADED: Final = "select * from reports.rpt_loaded_file"
_PHASES: Final = ("approved", "revised", "executed")

Facts = dict[str, Any]


def say_files(settings: Settings, *, as_json: bool) -> Iterator[str]:
    """Yield lines on every file that was received, the latest first, and what counts.

    Args:
        settings: Where originals and snapshots are.
        as_json: One JSON list instead of lines for a person.
    """
    loaded = _read_loaded(settings)
    originals = reversed(read_originals(settings.originals_dir))
    files = [(one, loaded.get(one.key, {})) for one in originals]
    if as_json:
        listed = [_describe(original, facts) for original, facts in files]
        yield json.dumps(listed, ensure_ascii=False, indent=2, default=str)
        return
    for original, facts in files:
        yield from _say_file(original, facts, settings.language)
    if not files:
        yield text("etl.inbox", "inbox.none", settings.language)


def withdraw_file(settings: Settings, wanted: str) -> str:
    """Withdraw a file and return what to print.

    Args:
        settings: Where the originals are.
        wanted: Its name, or the beginning of its hash.

    Raises:
        ArrivalError: No file is called so, or several are.
        RefreshBusy: A refresh runs.
    """
    found = withdraw(settings, wanted)
    record_command(settings, "withdrawn", sha256=found.original.sha256)
    key = "inbox.withdrawn" if found.is_new else "inbox.withdrawn_before"
    original = found.original
    fields = {"name": _printable(original.name), "hash": short_hash(original)}
    return text("etl.inbox", key, settings.language, **fields)


def _read_loaded(settings: Settings) -> dict[str, Facts]:
    """Read what the current snapshot holds of each file; nothing where none is."""
    try:
        path = read_current(settings.warehouse_dir).path
        with closing(open_snapshot(path)) as connection:
            rows = query_frame(connection, _LOADED).to_dicts()
    except (NoSnapshot, duckdb.CatalogException):
        return {}
    return {row["source_document_key"]: row for row in rows}


def _state(original: Original, facts: Facts) -> str:
    """Return the state of a file from the next refresh on."""
    if original.withdrawn_at:
        return "withdrawn"
    status = facts.get("load_status") or "waiting"
    return "waiting" if status == "withdrawn" else str(status)


def _describe(original: Original, facts: Facts) -> Facts:
    sums = {f"{phase}_net_eur": facts.get(f"{phase}_net_eur") for phase in _PHASES}
    withdrawn_at = original.withdrawn_at
    return {
        "name": original.name,
        "sha256": original.sha256,
        "received_at": original.received_at.isoformat(),
        "withdrawn_at": withdrawn_at.isoformat() if withdrawn_at else None,
        "state": _state(original, facts),
        "kinds": list(original.kinds),
        "row_count": facts.get("row_count", 0),
        "put_aside_count": facts.get("quarantined_count", 0),
        **sums,
    }


def _say_file(original: Original, facts: Facts, language: Language) -> Iterator[str]:
    state = _state(original, facts)
    yield text(
        "etl.inbox",
        "inbox.file",
        language,
        hash=short_hash(original),
        received=format_moment(original.received_at),
        name=_printable(original.name),
        state=text("warehouse", f"file_state.{state}", language),
    )
    if state in {"withdrawn", "waiting"}:
        return
    yield text(
        "etl.inbox",
        "inbox.rows",
        language,
        count=facts["row_count"],
        rejects=facts["quarantined_count"],
    )
    for phase in _PHASES:
        if (amount := facts[f"{phase}_net_eur"]) is not None:
            said = say_money(amount)[language]
            yield text("etl.inbox", f"inbox.phase.{phase}", language, amount=said)


def _printable(name: str) -> str:
    return "".join(sign if sign.isprintable() else "·" for sign in name)
