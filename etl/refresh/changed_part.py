"""Which part of the warehouse changed: some plans, and every source that tells of them.

A plan belongs to the part if a source that changed tells of it, and a source does if it
tells of a plan of the part, has the name of a source of the part, or may be settled by
one. Whatever else is unchanged keeps its rows of the last snapshot. Where the part is
not clearly smaller than the whole, or anything is in doubt, there is no part.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.inbox.parse_cache import read_original
from etl.inbox.settled_rejects import CORRECTS
from etl.refresh.raw import PLAN_CODE
from etl.workbooks.mappings import read_mappings
from pazanga.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from etl.refresh.inputs import Source
    from etl.refresh.previous_snapshot import PreviousSnapshot
    from etl.workbooks import WorkbookReading
    from etl.workbooks.mappings import Mappings
    from pazanga.settings import Settings

_OF_PLANS: Final = frozenset({"plan_package", "workbook"})
_SETTLED: Final = frozenset({"loaded", "withdrawn"})
"""Only these rows are taken over: any other source is looked at anew each time."""

_ANY_PLAN: Final = "?"
"""Mentioned by a rejected row whose plan is not known: any file may settle it."""

_CORRECTION: Final = "corrects"
"""Mentioned by files with corrected rows, and by those whose rows may be corrected."""

Mentions = defaultdict[str, set[str]]
"""Plans that a source tells of, by its key."""


@dataclass(frozen=True, slots=True)
class ChangedPart:
    """What is loaded and built anew.

    Attributes:
        plans: Codes of the plans.
        keys: Sources whose rows are replaced, those that are gone among them.
        sources: Sources to load: those, and the ones that all plans share.
        taken_over: Sources whose rows of the last snapshot stay.
        changed: Of `keys` those that changed themselves, or are gone.
    """

    plans: frozenset[str]
    keys: frozenset[str]
    sources: tuple[Source, ...]
    taken_over: tuple[Source, ...]
    changed: frozenset[str]


def find_changed_part(
    settings: Settings, sources: Sequence[Source], previous: PreviousSnapshot
) -> ChangedPart | None:
    """Find what changed since the last snapshot; none where all is to be built.

    Args:
        settings: Where files that were read are kept.
        sources: Everything there is to load.
        previous: The snapshot that readers see.
    """
    fresh = [source for source in sources if not _is_same(source, previous)]
    gone = previous.loads.keys() - {source.key for source in sources}
    kinds = {source.kind for source in fresh}
    kinds |= {previous.loads[key]["source_kind"] for key in gone}
    if not previous.loads or not kinds <= _OF_PLANS:
        return None
    mentions = _read_mentions(settings, fresh, previous)
    names = {source.key: source.name for source in sources}
    changed = {*gone, *(source.key for source in fresh)}
    keys = _close(changed, mentions, names)
    plans = frozenset().union(*(mentions[key] for key in keys))
    known = frozenset().union(*mentions.values()) - {_ANY_PLAN, _CORRECTION}
    plans &= known
    if 2 * len(plans) >= len(known):
        return None
    loaded = [one for one in sources if one.key in keys or one.kind not in _OF_PLANS]
    stays = [one for one in sources if one.key not in keys and one.kind in _OF_PLANS]
    return ChangedPart(
        plans, frozenset(keys), tuple(loaded), tuple(stays), frozenset(changed)
    )


def _is_same(source: Source, previous: PreviousSnapshot) -> bool:
    """Whether a source, its place among all and the program are as they were."""
    load = previous.loads.get(source.key)
    return (
        load is not None
        and load["status"] in _SETTLED
        and load.get("version") == source.version
        and load.get("arrival_number") == source.arrival_number
    )


def _close(start: set[str], mentions: Mentions, names: Mapping[str, str]) -> set[str]:
    """Return sources with all others that hang together with them."""
    keys = start | {key for key, told in mentions.items() if _ANY_PLAN in told}
    while True:
        plans = set().union(*(mentions[key] for key in keys))
        called = {names[key] for key in keys if key in names}
        found = {key for key, told in mentions.items() if told & plans}
        found |= {key for key, name in names.items() if name in called}
        if found <= keys:
            return keys
        keys |= found


def _read_mentions(
    settings: Settings, fresh: Sequence[Source], previous: PreviousSnapshot
) -> Mentions:
    """Read which plans each source tells of, now and in the last snapshot."""
    mentions: Mentions = defaultdict(set)
    rejected = list(previous.read_rejected_cells())
    corrected = set(previous.read_corrections())
    for key, plan in previous.read_plans():
        mentions[key].add(plan)
    mappings = read_mappings(settings.mappings_dir)
    for source in fresh:
        if source.original is None:
            mentions[source.key].add(source.name)
        elif reading := _read(source, settings, mappings):
            mentions[source.key] |= set(_list_plans(reading))
            rejected += [(source.key, one) for one in reading.rejects["raw_cells"]]
            if _has_corrections(reading):
                corrected.add(source.key)
    _add_rejected(mentions, rejected, corrected)
    return mentions


def _add_rejected(
    mentions: Mentions, rejected: Iterable[tuple[str, str]], corrected: set[str]
) -> None:
    """Add what rejected rows tell of; files of corrections hang together with them.

    Args:
        mentions: What good rows tell of.
        rejected: Sources with rejected rows, and the cells of each row as JSON.
        corrected: Sources with rows that correct rejected ones.
    """
    plans = {name for told in mentions.values() for name in told}
    with_rejects, correcting = set(), set(corrected)
    for key, cells in rejected:
        cell = json.loads(cells)
        named = (cell.get(PLAN_CODE) or "").strip()
        mentions[key].add(named if named in plans else _ANY_PLAN)
        with_rejects.add(key)
        if cell.get(CORRECTS):
            correcting.add(key)
    for key in with_rejects | correcting if correcting else ():
        mentions[key].add(_CORRECTION)


def _read(
    source: Source, settings: Settings, mappings: Mappings
) -> WorkbookReading | None:
    """Read a workbook; of one that cannot be read only the last rows are known."""
    if source.original is None or source.original.withdrawn_at:
        return None
    try:
        return read_original(source.original, settings.parsed_dir, mappings)
    except UserError:
        return None


def _list_plans(reading: WorkbookReading) -> Iterator[str]:
    """Yield the plans that good rows of a workbook name."""
    for rows in reading.facts.values():
        yield from rows[PLAN_CODE].unique().to_list()


def _has_corrections(reading: WorkbookReading) -> bool:
    """Whether a row of a workbook corrects a rejected one."""
    return any(
        rows.select(pl.col(CORRECTS).is_not_null().any()).item()
        for rows in reading.facts.values()
    )
