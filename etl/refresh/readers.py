"""How sources that are folders are read: packages, reference tables, open data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from etl.plans.package.read import read_package, read_reference
from etl.refresh.load import Load
from etl.refresh.raw import PLAN_CODE
from pazanga.errors import PackageError

if TYPE_CHECKING:
    from etl.refresh.inputs import Source
    from pazanga.settings import Settings


def read_folder(source: Source, settings: Settings) -> Load:
    """Read and check a source of any kind but a workbook.

    Raises:
        UserError: It cannot be read or breaks its contract as a whole.
    """
    if source.kind == "open_data":
        # What downloads takes long to import.
        from etl.open_data.arriving import read_landed_rows  # noqa: PLC0415

        tables, rejects, remarks = read_landed_rows(settings, source.name)
        return Load(
            source=source,
            tables=tables,
            rejects=rejects,
            remarks=remarks,
            sha256=source.sha256,
        )
    if source.kind == "plan_package":
        frames = _read_plan_package(source)
    else:
        frames = read_reference(source.path)
    tables = {f"{source.kind}__{name}": rows for name, rows in frames.items()}
    return Load(source=source, tables=tables, sha256=source.sha256)


def _read_plan_package(source: Source) -> dict[str, pl.DataFrame]:
    frames = read_package(source.path)
    codes = frames["plan"][PLAN_CODE].to_list()
    if codes != [source.name]:
        raise PackageError(
            "package_wrong_plan_code",
            path=source.path,
            expected=source.name,
            found=", ".join(codes),
        )
    code = pl.lit(source.name).alias(PLAN_CODE)
    return {name: rows.with_columns(code) for name, rows in frames.items()}
