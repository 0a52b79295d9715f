"""Whether what is published is well, and whether this process can show data."""

from __future__ import annotations

import contextlib
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Final

import duckdb

from dashboard.kit.snapshot import find_shown
from dashboard.kit.sql_files import read_sql
from pazanga.errors import NoSnapshot, UnreadableError
from pazanga.files.store_state import find_state
from pazanga.texts import text
from warehouse.connection import open_snapshot, query_frame
from warehouse.integrity import check_whole
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from pazanga.settings import Settings

logger = logging.getLogger(__name__)

_REASONS: Final = frozenset(
    {
        "pointer_damaged",
        "snapshot_missing",
        "snapshot_older",
        "snapshot_no_file",
        "snapshot_log",
        "snapshot_damaged",
    }
)
_PROBE: Final = Path(__file__).with_name("plan_count.sql")

Health = tuple[int, dict[str, str]]


def check_health(settings: Settings) -> Health:
    """Check whether what is published is well: HTTP status and JSON body.

    200 only when the published snapshot is whole and answers a query; 503 with the
    reason otherwise.
    """
    try:
        current = read_current(settings.warehouse_dir)
        check_whole(current)
        with contextlib.closing(open_snapshot(current.path)) as connection:
            query_frame(connection, read_sql(_PROBE))
    except NoSnapshot:
        return 503, {"status": "no_snapshot"}
    except (duckdb.BinderException, duckdb.CatalogException):
        logger.exception("snapshot_outdated warehouse=%s", settings.warehouse_dir)
        older = UnreadableError("snapshot_older", path=settings.warehouse_dir)
        return 503, _describe(older, settings)
    except (OSError, ValueError, duckdb.Error) as error:
        logger.exception("health_check_failed warehouse=%s", settings.warehouse_dir)
        return 503, _describe(error, settings)
    return 200, {
        "status": "ok",
        "snapshot": current.name,
        "published_at": current.published_at.isoformat(),
    } | _describe_store(settings)


def check_ready(settings: Settings) -> Health:
    """Check whether readers can be sent here: HTTP status and JSON body.

    200 also when what is published was damaged since, and this process still shows
    data that it holds open and are whole.
    """
    try:
        shown = find_shown(settings)
    except NoSnapshot:
        return 503, {"status": "no_snapshot"}
    except (OSError, ValueError, duckdb.Error) as error:
        return 503, _describe(error, settings)
    status = "ready_stale" if shown.is_stale else "ready"
    return 200, {"status": status, "snapshot": shown.name}


def _describe_store(settings: Settings) -> dict[str, str]:
    """Describe how the shared store is: what is shown is well without it, too."""
    state = find_state(settings.published_dir, settings.store.address)
    if state is None:
        return {}
    status = "not_followed" if state.trouble else "followed"
    described = {"store": status if state.asked_at else "not_asked"}
    if state.trouble:
        described["store_reason"] = state.trouble.name
    if state.answered_at:
        described["store_answered_at"] = state.answered_at.isoformat()
    return described


def _describe(error: Exception, settings: Settings) -> dict[str, str]:
    """Describe why nothing can be shown, without telling where files lie."""
    key = "no_reading"
    if isinstance(error, UnreadableError) and error.name in _REASONS:
        key = error.name
    reason = text("dashboard", f"health.{key}", settings.language)
    return {"status": "snapshot_unreadable", "reason": reason}
