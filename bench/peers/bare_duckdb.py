"""The floor: DuckDB alone, which checks, rejects and explains nothing.

python -m bench.peers.bare_duckdb load DATABASE SHEETS PACKAGES    files into tables
python -m bench.peers.bare_duckdb models DATABASE                  `raw` into all models
"""

from __future__ import annotations

import sys

import duckdb

from bench.country.facts import KINDS
from warehouse.build import MODELS_DIR, find_kind
from warehouse.descriptions import read_descriptions
from warehouse.lineage import LAYERS, read_models

ACTIVITIES = """
create table activities as
select parse_path(filename)[-2] as plan_code, activity_number
from read_csv('{}/*/activities.csv', all_varchar = true, filename = true)
"""
SHEETS = (
    """create table "{kind}" as from read_parquet('{sheets}/*/*-{kind}-*.parquet')"""
)
PAID = """
create table paid as
select plan_code, sum(net_eur) as net_eur
from spending
inner join activities using (plan_code, activity_number)
group by plan_code
"""


def load(database: str, sheets: str, packages: str) -> None:
    """Load all sheets as they are, and sum what each plan paid."""
    with duckdb.connect(database) as connection:
        connection.execute(ACTIVITIES.format(packages))
        for kind in KINDS:
            connection.execute(SHEETS.format(kind=kind, sheets=sheets))
        connection.execute(PAID)


def build(database: str) -> None:
    """Build all models from `raw` and `ops`: a statement each, no word beside."""
    with duckdb.connect(database) as connection:
        models = read_models(connection, MODELS_DIR)
        descriptions = read_descriptions(MODELS_DIR, models)
        for layer in LAYERS:
            connection.execute(f"create schema {layer}")
        for model in models:
            kind = find_kind(model, descriptions[model.table])
            connection.execute(f"create {kind} {model.table} as {model.sql}")


if __name__ == "__main__":
    what, *words = sys.argv[1:]
    load(*words) if what == "load" else build(*words)
