"""What a check holds rows against: what is published, or else the packages."""

from __future__ import annotations

import logging
from contextlib import closing
from typing import TYPE_CHECKING

import polars as pl

from etl.inbox.references import References
from etl.plans.package.read import read_package, read_reference
from etl.refresh.raw import PLAN_CODE, create_raw
from pazanga.errors import PackageError
from pazanga.log import pairs
from warehouse.connection import connect_memory, insert_frame, open_snapshot

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from duckdb import DuckDBPyConnection

    from pazanga.settings import Settings
    from warehouse.snapshots import Snapshot

_LOG = logging.getLogger(__name__)


def read_references(settings: Settings, snapshot: Snapshot | None) -> References | None:
    """Read what plans and reference tables list, as a refresh would load it.

    Args:
        settings: Where packages and reference tables lie.
        snapshot: What is published; none before the first refresh.

    Returns:
        None where there is no package at all, so that every plan would be unknown.

    Raises:
        PackageError: A reference table breaks its contract.
    """
    if snapshot is not None:
        with closing(open_snapshot(snapshot.path)) as connection:
            return References.read(connection)
    found = sorted(settings.packages_dir.glob("*/datapackage.json"))
    if not found:
        return None
    with closing(connect_memory()) as connection:
        create_raw(connection)
        for name, rows in read_reference(settings.reference_dir).items():
            insert_frame(connection, f"raw.reference__{name}", rows)
        _insert_packages(connection, (path.parent for path in found))
        return References.read(connection)


def _insert_packages(connection: DuckDBPyConnection, folders: Iterable[Path]) -> None:
    """Add the packages that can be read; a refresh goes on without the others."""
    for folder in folders:
        try:
            frames = read_package(folder)
        except PackageError as error:
            _LOG.warning("package_left_out %s", pairs(reason=str(error)))
            continue
        if frames["plan"][PLAN_CODE].to_list() != [folder.name]:
            _LOG.warning("package_left_out %s", pairs(folder=folder.name))
            continue
        code = pl.lit(folder.name).alias(PLAN_CODE)
        for name, rows in frames.items():
            insert_frame(
                connection, f"raw.plan_package__{name}", rows.with_columns(code)
            )
