"""Payments of a file that repeat what other files count: reports to date, summaries.

A file is read alone; what it adds to others is known only beside all that counts.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.workbooks.contract.notes import Note, quote_some, say_money
from etl.workbooks.repeats.growing import find_growing, say_growing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SUM: Final = pl.col("net_eur").cast(pl.Decimal(38, 2)).sum()
_FEWEST: Final = 2
"""Activities whose sums are all equal; one may be so by chance."""

_Sums = dict[tuple[str, str], Decimal]


def note_across_files(
    rows: pl.DataFrame, file: str, names: Mapping[str, str]
) -> Iterator[tuple[tuple[str, ...], Note]]:
    """Yield warnings of files whose payments others count already.

    Beside each stand the files it is about, the one that repeats the others last.

    Args:
        rows: All payments that count, in the types of the contract.
        file: Column that tells their files apart.
        names: Name of each file.
    """
    if rows.is_empty() or rows[file].n_unique() < _FEWEST:
        return
    for found in find_growing(rows, file):
        if len(set(found.places)) > 1:
            files = [names.get(place, place) for place in found.places]
            yield found.places, say_growing(found, files)
    yield from _find_summaries(rows, file, names)


def _find_summaries(
    rows: pl.DataFrame, file: str, names: Mapping[str, str]
) -> Iterator[tuple[tuple[str, ...], Note]]:
    """Yield files that say in fewer rows, activity by activity, what others say."""
    paid = rows.filter(pl.col("phase").cast(pl.String) == "executed")
    sums: dict[str, _Sums] = defaultdict(dict)
    by_item = paid.group_by(
        file, "plan_code", "activity_number", maintain_order=True
    ).agg(_SUM)
    for name, plan, activity, net in by_item.rows():
        sums[name][plan, activity] = net
    counts = dict(paid.group_by(file).len().rows())
    for name, whole in sums.items():
        others = _find_parts(name, whole, sums)
        if others and counts[name] < sum(counts[other] for other in others):
            fields = {
                "file": names.get(name, name),
                "earlier": quote_some(names.get(other, other) for other in others),
                "amount": say_money(sum(whole.values(), Decimal())),
            }
            yield (*others, name), Note("file_sums_files", "warning", fields=fields)


def _find_parts(name: str, whole: _Sums, sums: Mapping[str, _Sums]) -> list[str]:
    """Return files side by side that add up to a file; none where there are none."""
    if len(whole) < _FEWEST or not all(whole.values()):
        return []
    # Files of other plans lie between these only because they came then.
    plans = {plan for plan, _ in whole}
    others = [
        other
        for other, items in sums.items()
        if other != name and any(plan in plans for plan, _ in items)
    ]
    for start in range(len(others)):
        added: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
        for end in range(start, len(others)):
            for item, net in sums[others[end]].items():
                added[item] += net
            if not added.keys() <= whole.keys():
                break
            if added == whole:
                return others[start : end + 1]
    return []
