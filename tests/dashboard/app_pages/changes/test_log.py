"""The log of publications: each with its sums, and how they moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shown_page import RunPage, read_text

from dashboard.app_pages.changes import log
from dashboard.app_pages.changes.since import list_earlier
from dashboard.headless.markup import parse_markup
from dashboard.kit.screen import Screen
from dashboard.kit.snapshot import Shown
from dashboard.kit.texts import Words
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    import pytest

    from pazanga.settings import Settings


def make_screen(settings: Settings) -> Screen:
    current = read_current(settings.warehouse_dir)
    shown = Shown(str(current.path), current.published_at, sha256=current.sha256)
    return Screen("en", shown, "birstonas", "Birštonas")


def test_log_tells_sums_and_what_moved(fed_settings: Settings) -> None:
    screen = make_screen(fed_settings)
    kept = list_earlier(fed_settings.warehouse_dir, screen.snapshot)
    rows = log.list_publications(kept, screen, fed_settings.warehouse_dir)
    assert [row["executed_net_eur"] for row in rows][:2] == [900, None]
    assert [row["measured_count"] for row in rows][:2] == [1, 0]
    tree = parse_markup(log.write_log(rows, screen))
    assert "€900.00" in tree.text
    assert "1+1" in tree.text
    links = [
        node.attributes["href"]
        for node in tree.find_all(name="a")
        if "proof" not in node.classes
    ]
    assert links[0].endswith(f"since={kept[0].code}")


def test_sums_of_a_damaged_snapshot_are_not_told(
    fed_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = make_screen(fed_settings)
    kept = list_earlier(fed_settings.warehouse_dir, screen.snapshot)
    monkeypatch.setattr(log, "is_whole", lambda _: False)
    log._query_sums.clear()
    rows = log.list_publications(kept, screen, fed_settings.warehouse_dir)
    log._query_sums.clear()
    assert rows[0]["finding_count"] == 2
    assert all(row[name] is None for row in rows[1:] for name in log.SUMS)
    assert Words("changes", "en")("value.unknown") in log.write_log(rows, screen)


def test_page_ends_with_the_log(run_fed: RunPage) -> None:
    body = read_text(run_fed("changes", lang="en"))
    assert Words("changes", "en")("log.subtitle") in body


def test_first_publication_has_no_log(run_page: RunPage) -> None:
    body = read_text(run_page("changes", lang="en"))
    assert Words("changes", "en")("log.subtitle") not in body
