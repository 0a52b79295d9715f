"""`pazanga demo`: made-up rows into the inbox, or everything made up out again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xlsxwriter.exceptions import FileCreateError

from etl.demo.exams import make_exams
from etl.demo.measurements import make_measurements
from etl.demo.outcomes import make_outcomes
from etl.demo.plan import read_plan
from etl.demo.spending import make_spending
from etl.demo.workbook import write_rows
from etl.inbox.originals import read_originals, remove_original
from pazanga.errors import HomeError, PackageError
from pazanga.files.durable import move_into_place
from pazanga.files.lock import hold_lock
from pazanga.local_time import find_today

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from etl.demo.plan import DemoPlan, Row
    from etl.workbooks.contract.contract import Kind
    from pazanga.settings import Settings

_PREFIX: Final = "demo-"
_MAKERS: Final[dict[Kind, Callable[[DemoPlan], list[Row]]]] = {
    "spending": make_spending,
    "measurements": make_measurements,
    "exams": make_exams,
    "outcomes": make_outcomes,
}


def add_demo(settings: Settings) -> list[Path]:
    """Write made-up workbooks for every plan into the inbox of the next refresh.

    Returns:
        The files.

    Raises:
        PackageError: There is no plan package, or one breaks its contract.
        HomeError: The inbox cannot be written to.
    """
    if not any(settings.packages_dir.glob("*/datapackage.json")):
        raise PackageError("no_plan_package", folder=settings.packages_dir)
    try:
        return _write_all(settings)
    except (OSError, FileCreateError) as error:
        raise HomeError(
            "home_not_writable", path=settings.inbox_dir, reason=error
        ) from error


def remove_demo(settings: Settings) -> int:
    """Remove originals whose rows are all made up; the next refresh drops the rows.

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
            "home_not_writable", path=settings.home, reason=error
        ) from error
    return len(made_up)


def _write_all(settings: Settings) -> list[Path]:
    settings.inbox_dir.mkdir(parents=True, exist_ok=True)
    today = find_today()
    written = []
    for descriptor in sorted(settings.packages_dir.glob("*/datapackage.json")):
        plan = read_plan(descriptor.parent, today)
        for kind, make in _MAKERS.items():
            rows = make(plan)
            if rows:
                written.append(_write(settings, plan, kind, rows))
    return written


def _write(settings: Settings, plan: DemoPlan, kind: Kind, rows: list[Row]) -> Path:
    """Write beside the name and move there whole, lest half a file be taken in."""
    path = settings.inbox_dir / f"{_PREFIX}{kind}-{plan.code}.xlsx"
    fresh = path.with_name(f".{path.name}.part")
    write_rows(kind, rows, fresh, settings.language)
    move_into_place(fresh, path)
    return path
