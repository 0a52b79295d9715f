"""`pazanga demo`: made-up rows into the inbox, or everything made up out again."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from xlsxwriter.exceptions import FileCreateError

from etl.arrivals.originals import read_originals, remove_original
from etl.demo.exams import make_exams
from etl.demo.measurements import make_measurements
from etl.demo.plan import read_plan
from etl.demo.spending import make_spending
from etl.demo.workbook import write_rows
from etl.errors import HomeError, PackageError
from warehouse.lock import hold_lock

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from etl.contracts.workbooks import Kind
    from etl.demo.plan import Plan, Row
    from warehouse.settings import Settings

_PREFIX: Final = "demo-"
_MAKERS: Final[dict[Kind, Callable[[Plan], list[Row]]]] = {
    "spending": make_spending,
    "measurements": make_measurements,
    "exams": make_exams,
}


def add_demo(settings: Settings) -> list[Path]:
    """Put made-up workbooks for every plan into the inbox; the next refresh loads them.

    Returns:
        The files.

    Raises:
        PackageError: There is no plan package, or one breaks its contract.
        HomeError: The inbox cannot be written to.
    """
    if not any(settings.packages_dir.glob("*/datapackage.json")):
        raise PackageError("etl.no_plan_package", folder=settings.packages_dir)
    try:
        return _write_all(settings)
    except (OSError, FileCreateError) as error:
        reason = getattr(error, "strerror", None) or error
        raise HomeError(
            "etl.home_not_writable", path=settings.inbox_dir, reason=reason
        ) from error


def remove_demo(settings: Settings) -> int:
    """Take out originals whose rows are all made up; the next refresh forgets them.

    Returns:
        How many were taken out.

    Raises:
        RefreshBusy: A refresh runs.
        HomeError: The home cannot be written to.
    """
    try:
        with hold_lock(settings.warehouse_dir):
            for path in settings.inbox_dir.glob(f"{_PREFIX}*.xlsx"):
                path.unlink()
            originals = read_originals(settings.originals_dir)
            made_up = [original for original in originals if original.is_synthetic]
            for original in made_up:
                remove_original(original)
    except OSError as error:
        raise HomeError(
            "etl.home_not_writable", path=settings.home, reason=error.strerror or error
        ) from error
    return len(made_up)


def _write_all(settings: Settings) -> list[Path]:
    settings.inbox_dir.mkdir(parents=True, exist_ok=True)
    today = datetime.now(UTC).date()
    written = []
    for descriptor in sorted(settings.packages_dir.glob("*/datapackage.json")):
        plan = read_plan(descriptor.parent, today)
        for kind, make in _MAKERS.items():
            rows = make(plan)
            if rows:
                written.append(_write(settings, plan, kind, rows))
    return written


def _write(settings: Settings, plan: Plan, kind: Kind, rows: list[Row]) -> Path:
    """Write beside the name and move there whole, lest half a file be taken in."""
    path = settings.inbox_dir / f"{_PREFIX}{kind}-{plan.code}.xlsx"
    fresh = path.with_name(f".{path.name}.part")
    write_rows(kind, rows, fresh, settings.language)
    return fresh.replace(path)
