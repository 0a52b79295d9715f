"""A heading of our templates is the label that the warehouse gives the column."""

import tomllib
from pathlib import Path

import pytest

from etl.workbooks import headings
from warehouse.build import MODELS_DIR
from warehouse.descriptions import read_columns

HEADINGS = tomllib.loads(
    Path(headings.__file__).with_name("headings.toml").read_text("utf-8")
)
COLUMNS = read_columns(MODELS_DIR)[""]
CODED = {"exam": "exam_code", "measure": "measure_code", "subject": "subject_code"}
"""Columns of the contract that the warehouse calls after what they hold: a code."""
UNITS = {"eur": {"lt": ", Eur", "en": ", EUR"}}
SHARED = [
    (kind, name)
    for kind, columns in HEADINGS.items()
    for name, heading in columns.items()
    if isinstance(heading, dict) and "lt" in heading
    if "label_lt" in COLUMNS.get(CODED.get(name, name), COLUMNS["occurrence"]).meta
]


def test_most_headings_are_labels_of_the_warehouse() -> None:
    assert len(SHARED) > 20


@pytest.mark.parametrize(("kind", "name"), SHARED)
def test_heading_is_the_label_of_the_column(kind: str, name: str) -> None:
    meta = COLUMNS[CODED.get(name, name)].meta
    unit = UNITS.get(meta.get("unit", ""), {"lt": "", "en": ""})
    given = HEADINGS[kind][name]
    assert given["lt"] == meta["label_lt"] + unit["lt"]
    assert given["en"] == meta["label_en"] + unit["en"]
