"""Figures of the warehouse for a program that watches it, in the format of Prometheus.

They are read from the same places as `pazanga status`; nothing in them is secret.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from warehouse.query.turns import TURNS
from warehouse.status import read_status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pazanga.settings import Settings

MEDIA_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"

_HELP: Final = {
    "pazanga_snapshot_readable": "Whether a snapshot is published, whole and readable",
    "pazanga_snapshot_published_timestamp_seconds": "When the snapshot was published",
    "pazanga_snapshot_age_seconds": "How long ago the snapshot was published",
    "pazanga_sources": "Sources of the snapshot, by what became of them",
    "pazanga_rows": "Rows loaded from all sources",
    "pazanga_rejected_rows": "Rows that wait to be corrected",
    "pazanga_remarks": "Remarks on sources that nothing has settled, by severity",
    "pazanga_inbox_files": "Files that wait in the inbox",
    "pazanga_queries": "Queries of people and programs, by whether they run or wait",
    "pazanga_refresh_timestamp_seconds": "When the last refresh ended",
    "pazanga_refresh_duration_seconds": "How long the last refresh took",
    "pazanga_refresh_outcome": "How the last refresh ended",
}


def write_metrics(settings: Settings) -> str:
    """Write the figures; those that are not known are left out, not 0.

    Raises:
        OSError: The log or the inbox may not be read.
    """
    found = read_status(settings.warehouse_dir, settings.inbox_dir)
    shown = found.snapshot
    values: dict[str, Mapping[str, float]] = {
        "pazanga_snapshot_readable": {"": float(shown is not None)},
        "pazanga_inbox_files": {"": len(found.waiting)},
        "pazanga_queries": {
            f'turn="{key}"': float(count) for key, count in TURNS.count().items()
        },
    }
    if shown:
        published = shown.published_at
        statuses = Counter(str(source["status"]) for source in found.sources)
        values |= {
            "pazanga_snapshot_published_timestamp_seconds": {"": published.timestamp()},
            "pazanga_snapshot_age_seconds": {
                "": (found.asked_at - published).total_seconds()
            },
            "pazanga_sources": {f'status="{key}"': n for key, n in statuses.items()},
            "pazanga_rows": {"": sum(source["row_count"] for source in found.sources)},
            "pazanga_rejected_rows": {"": found.reject_count},
            "pazanga_remarks": {
                f'severity="{key}"': count for key, count in found.remarks.items()
            },
        }
    if found.runs:
        last = found.runs[0]
        took = last.finished_at - last.started_at
        values |= {
            "pazanga_refresh_timestamp_seconds": {"": last.finished_at.timestamp()},
            "pazanga_refresh_duration_seconds": {"": took.total_seconds()},
            "pazanga_refresh_outcome": {f'outcome="{last.outcome}"': 1},
        }
    return "".join(_write_lines(values))


def _write_lines(values: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
    for name, by_label in values.items():
        yield f"# HELP {name} {_HELP[name]}\n# TYPE {name} gauge\n"
        for label, value in by_label.items():
            labels = f"{{{label}}}" if label else ""
            number = f"{value:.6f}".rstrip("0").rstrip(".")
            yield f"{name}{labels} {number}\n"
