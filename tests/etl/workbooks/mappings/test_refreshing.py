"""What a refresh does when a mapping comes, changes, breaks or goes."""

from pathlib import Path
from typing import Any

import pytest

from etl.inbox.originals import read_originals
from etl.refresh.refresh import refresh
from etl.refresh.report import say_complaints
from pazanga.settings import Settings
from warehouse.connection import open_snapshot, query_frame
from warehouse.snapshots import Snapshot, read_current

from .conftest import LINE, write_lines

MAPPING = """
kind = "spending"
headings = ["SASK_NR", "SUMA"]
[columns]
document_number = "SASK_NR"
date = "SASK_DATA"
net_eur = "SUMA"
funding_source = "SALTINIS"
[constants]
plan_code = "birstonas"
phase = "executed"
activity_number = "ACTIVITY"
[formats]
date = "DD-MON-YY"
"""


def ask(settings: Settings, sql: str) -> list[tuple[Any, ...]]:
    connection = open_snapshot(read_current(settings.warehouse_dir).path)
    rows = query_frame(connection, sql).rows()
    connection.close()
    return rows


def map_ledger(settings: Settings, activity: str) -> Path:
    settings.mappings_dir.mkdir(exist_ok=True)
    path = settings.mappings_dir / "dk.toml"
    path.write_text(MAPPING.replace("ACTIVITY", activity), encoding="utf-8")
    return path


def drop(settings: Settings) -> None:
    settings.inbox_dir.mkdir(exist_ok=True)
    write_lines(settings.inbox_dir / "dk.csv", [LINE])


PAID = "select activity_number, net_eur::varchar from marts.fct_expenditure"
STATUS = "select status from ops.load where source_kind = 'workbook'"


def test_mapping_that_comes_changes_and_goes(
    settings: Settings, published: Snapshot
) -> None:
    assert published
    drop(settings)
    assert refresh(settings).exit_code == 2
    assert ask(settings, STATUS) == [("rejected",)]

    path = map_ledger(settings, "1")
    assert refresh(settings).exit_code == 0
    assert ask(settings, PAID) == [("1", "100.00")]
    [original] = read_originals(settings.originals_dir)
    assert (original.mapping, original.kinds) == ("dk", ("spending",))
    assert refresh(settings).run.outcome == "unchanged"

    map_ledger(settings, "2.1")
    assert refresh(settings).exit_code == 0
    assert ask(settings, PAID) == [("2.1", "100.00")]

    path.unlink()
    report = refresh(settings)
    [said] = say_complaints(report, "en")
    assert "dk.toml read this file, and is gone" in said
    assert (report.exit_code, ask(settings, STATUS)) == (2, [("kept",)])
    assert ask(settings, PAID) == [("2.1", "100.00")]


@pytest.mark.few(1)
@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        pytest.param('"SUMA"\n', '"KAINA"\n', "no longer reads this file", id="column"),
        pytest.param("net_eur", "net", "columns.net", id="broken"),
    ],
)
def test_mapping_that_no_longer_reads_its_file(
    settings: Settings, published: Snapshot, old: str, new: str, said: str
) -> None:
    assert published
    drop(settings)
    path = map_ledger(settings, "1")
    refresh(settings)
    path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")
    report = refresh(settings)
    assert said in "\n".join(say_complaints(report, "en"))
    assert ask(settings, PAID) == [("1", "100.00")]
