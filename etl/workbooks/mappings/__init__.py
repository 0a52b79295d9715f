"""Mappings: a ledger's own layout, read as one of ours.

A mapping is a TOML file of the home, `mappings/<name>.toml`. It turns a sheet of the
ledger into a sheet of ours; everything after that is the same for both.
"""

from etl.workbooks.mappings.model import LedgerMapping
from etl.workbooks.mappings.parse import parse_mapping
from etl.workbooks.mappings.store import NO_MAPPINGS, Mappings, read_mappings

__all__ = [
    "NO_MAPPINGS",
    "LedgerMapping",
    "Mappings",
    "parse_mapping",
    "read_mappings",
]
