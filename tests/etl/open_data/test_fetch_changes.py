from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from polars.testing import assert_frame_equal

from etl.open_data.fetch import fetch_open_data

if TYPE_CHECKING:
    from collections.abc import Callable

    from etl.open_data.download import Downloader
    from etl.open_data.landing import Landed
    from pazanga.settings import Settings
    from tests.etl.open_data.conftest import Portal, Site

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture
def fetch(settings: Settings, downloader: Downloader) -> Callable[[], Landed]:
    wanted = replace(settings.open_data, by_changes=True)
    by_changes = replace(settings, open_data=wanted)

    def fetch() -> Landed:
        return fetch_open_data(
            by_changes, "schools", now=NOW, downloader=downloader
        ).landed

    return fetch


def act(portal: Portal, operation: str, at: int, **fields: object) -> None:
    """Change a row on the portal and write it into the portal's list of changes."""
    row: dict[str, Any] = portal.rows[at]
    number = len(portal.changes) + 1
    change = {"_cid": number, "_op": operation, "_id": row["_id"], **fields}
    portal.changes.append(change)
    if operation == "delete":
        del portal.rows[at]
    else:
        row.update(fields)


def test_changes_give_what_a_full_download_gives(
    fetch: Callable[[], Landed], settings: Settings, portal: Portal, site: Site
) -> None:
    act(portal, "patch", 0, sav_pav="Sena")
    assert fetch().record.change_number == 1
    act(portal, "patch", 0, sav_pav="Nauja", ins_isreg_smir_data="2026-08-31")
    act(portal, "patch", 1, e_koord=None)
    act(portal, "delete", 4)
    site.asked.clear()
    changed = fetch()
    assert not any("sort(" in path for path in site.asked)
    assert changed.record.change_number == 4
    full = fetch_open_data(settings, "schools", now=NOW).landed
    assert_frame_equal(changed.frame, full.frame)
    assert changed.record.sha256 == full.record.sha256


@pytest.mark.usefixtures("portal")
def test_no_change_asks_for_no_page(fetch: Callable[[], Landed], site: Site) -> None:
    before = fetch()
    site.asked.clear()
    assert fetch().record.sha256 == before.record.sha256
    assert [":changes/1/" in path for path in site.asked] == [False, True]


@pytest.mark.parametrize("operation", ["wipe", "move_back"])
def test_change_not_understood_means_a_full_download(
    fetch: Callable[[], Landed], portal: Portal, site: Site, operation: str
) -> None:
    fetch()
    act(portal, operation, 0, sav_pav="Nauja")
    site.asked.clear()
    landed = fetch()
    assert any("sort(" in path for path in site.asked)
    assert landed.frame["sav_pav"][0] == "Nauja"
    assert landed.record.change_number == 1


def test_rejected_rows_mean_a_full_download(
    fetch: Callable[[], Landed], portal: Portal
) -> None:
    portal.rows[1]["iraso_id"] = None
    assert fetch().record.rejected_rows == 1
    act(portal, "patch", 1, iraso_id="R2")
    assert fetch().record.rows == 5
