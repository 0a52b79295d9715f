"""What many have: pandas reads all sheets, and puts them into SQLite.

Amounts are floats, as they are there. An activity that no plan has is left out.

python -m bench.peers.pandas_sqlite DATABASE SHEETS PACKAGES
"""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pandas as pd

from bench.country.facts import KINDS

AMOUNTS = {"net_eur", "vat_eur", "value", "new_value"}
PAID = """
create table paid as
select plan_code, sum(net_eur) as net_eur from spending group by plan_code
"""


def read_sheets(sheets: Path, kind: str) -> Any:  # noqa: ANN401 - a frame of pandas
    """Read all sheets of a kind; amounts become floats."""
    paths = sorted(sheets.glob(f"*/*-{kind}-*.parquet"))
    rows = pd.concat(map(pd.read_parquet, paths))
    return rows.astype(dict.fromkeys(AMOUNTS & {*rows.columns}, float))


def read_activities(packages: Path) -> Any:  # noqa: ANN401 - a frame of pandas
    """Read the activities of all plans."""
    return pd.concat(
        pd.read_csv(path, dtype=str, usecols=["activity_number"]).assign(
            plan_code=path.parent.name
        )
        for path in sorted(packages.glob("*/activities.csv"))
    )


def load(database: str, sheets: str, packages: str) -> None:
    """Load all sheets, and sum what each plan paid."""
    activities = read_activities(Path(packages))
    with closing(sqlite3.connect(database)) as connection:
        for kind in KINDS:
            rows = read_sheets(Path(sheets), kind)
            if kind == "spending":
                rows = rows.merge(activities, on=["plan_code", "activity_number"])
            rows.to_sql(kind, connection, index=False)
        connection.execute(PAID)
        connection.commit()


if __name__ == "__main__":
    load(*sys.argv[1:])
