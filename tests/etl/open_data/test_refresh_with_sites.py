"""`pazanga refresh` as a process, with a site on this machine for the real one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from datetime import datetime, timedelta
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest

from pazanga.settings import PROJECT_ROOT, Settings
from warehouse.connection import open_snapshot
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from pathlib import Path

    from tests.etl.open_data.conftest import Answer, Portal, Site

SCHOOLS = "open_data:schools"


@pytest.fixture
def home(settings: Settings) -> Settings:
    """A home that knows one plan, and asks the site for schools."""
    for name in ("reference", "packages/anyksciai"):
        shutil.copytree(PROJECT_ROOT / "data" / name, settings.data / name)
    return settings


def start(home: Settings) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "pazanga", "refresh"],
        cwd=PROJECT_ROOT,
        env={
            **os.environ,
            "PAZANGA_HOME": str(home.home),
            "PAZANGA_DATA": str(home.data),
            "PAZANGA_LANGUAGE": "en",
            "PAZANGA_OPEN_DATA_SCHOOLS": "1",
            "PAZANGA_OPEN_DATA_PORTAL_ADDRESS": home.open_data.portal_address,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def refresh(home: Settings) -> tuple[int, str]:
    """Refresh; give the exit code and what was complained of."""
    process = start(home)
    _, complaint = process.communicate(timeout=120)
    return process.returncode, complaint


def read_load(home: Settings) -> tuple[Any, ...]:
    connection = open_snapshot(read_current(home.warehouse_dir).path)
    sql = "select status, row_count from ops.load where source_document_key = ?"
    (row,) = connection.execute(sql, [SCHOOLS]).fetchall()
    connection.close()
    return tuple(row)


def age_landed(home: Settings) -> None:
    """Make what was fetched a day older, so that it is fetched again."""
    path: Path = home.home / "open_data" / "schools" / "datapackage.json"
    text = path.read_text(encoding="utf-8")
    moment = json.loads(text)["created"]
    older = datetime.fromisoformat(moment) - timedelta(days=1)
    path.write_text(text.replace(moment, older.isoformat()), encoding="utf-8")


def test_refresh_reads_all_pages_and_waits_as_asked(
    home: Settings, site: Site, portal: Portal, answer: type[Answer]
) -> None:
    site.faults = [answer(status=429, headers={"Retry-After": "2"})]
    begun = time.monotonic()
    assert refresh(home) == (0, "")
    assert time.monotonic() - begun >= 2  # the site asked for no less
    assert read_load(home) == ("loaded", len(portal.rows))
    assert refresh(home) == (0, "")
    assert len(site.asked) == 1 + 1 + 4  # refused, a sample, pages of two; then no more


@pytest.mark.slow
def test_site_that_is_down_leaves_the_data_of_yesterday(
    home: Settings, site: Site, portal: Portal, answer: type[Answer]
) -> None:
    refresh(home)
    age_landed(home)
    shutil.copytree(PROJECT_ROOT / "data/packages/kaunas", home.packages_dir / "kaunas")
    asked = len(site.asked)
    site.respond = lambda _: answer(
        b"<html>busy</html>", "text/html", 503, {"Retry-After": "3600"}
    )
    code, complaint = refresh(home)
    assert (code, len(complaint.splitlines())) == (2, 1)
    assert "asks to wait 3600 seconds" in complaint
    assert read_load(home) == ("kept", len(portal.rows))
    # The next one, soon after, does not even ask, and still says so.
    assert refresh(home) == (2, complaint)
    assert len(site.asked) == asked + 1


def test_refresh_that_is_killed_goes_on_with_the_next_page(
    home: Settings, site: Site, portal: Portal
) -> None:
    reached, respond = Event(), site.respond

    def stall_at_the_third(path: str) -> Answer:
        if portal.rows[3]["_id"] in path and not reached.is_set():
            reached.set()
            time.sleep(3)
        return respond(path)

    site.respond = stall_at_the_third
    process = start(home)
    assert reached.wait(60)
    process.kill()
    process.communicate()
    before = len(site.asked)
    assert refresh(home) == (0, "")
    assert read_load(home) == ("loaded", len(portal.rows))
    asked_again = [path for path in site.asked[before:] if "page(" in path]
    assert portal.rows[3]["_id"] in asked_again[0]


@pytest.mark.few(1)
@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        pytest.param("ins_pavad_lt", "a\ud800", "JSON received is broken", id="half"),
        pytest.param("ins_pavad_lt", ["a"], "type of the field", id="list"),
        pytest.param("e_koord", "10", "type of the field", id="retyped"),
        pytest.param("iraso_id", ..., "the field “iraso_id” is gone", id="no_field"),
    ],
)
def test_rows_that_make_no_sense_stop_only_their_source(
    home: Settings, portal: Portal, field: str, value: object, expected: str
) -> None:
    for row in portal.rows:
        row[field] = value
        if value is ...:
            del row[field]
    code, complaint = refresh(home)
    assert code == 2
    assert expected in complaint
    assert "Traceback" not in complaint
    assert read_load(home) == ("failed", 0)
