"""What is not known of a plan stands in one list, and every line leads to it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from shown_page import RunPage, read_text

from dashboard.app_pages.quality import unknowns
from dashboard.app_pages.quality.queries import query_unknowns
from dashboard.headless.markup import parse_markup
from dashboard.kit.texts import Words
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from dashboard.kit.screen import Screen
    from pazanga.settings import Settings

TODAY = date(2025, 8, 31)


def list_unknown(snapshot: str, plan: str, today: date) -> dict[str, tuple[int, int]]:
    rows = query_unknowns(snapshot, plan, today, unknowns.OLD).to_dicts()
    return {
        f"{row['group_code']}.{row['code']}": (row["unknown_count"], row["all_count"])
        for row in rows
    }


def test_every_kind_is_counted_and_what_is_known_is_not(fed_settings: Settings) -> None:
    path = str(read_current(fed_settings.warehouse_dir).path)
    assert list_unknown(path, "birstonas", TODAY) == {
        "missing.payments": (3, 5),
        "missing.outcomes": (5, 5),
        "missing.measurements": (1, 2),
        "missing.baselines": (1, 2),
        "missing.periods": (3, 5),
        "missing.vat": (1, 5),
        "missing.schools": (3, 5),
        "old.payments": (7, 1),
        "old.measurements": (17, 1),
        "contradiction.errors": (1, 2),
        "contradiction.warnings": (1, 2),
        "contradiction.totals": (1, 2),
    }


def test_age_is_said_from_the_third_month_on(fed_settings: Settings) -> None:
    path = str(read_current(fed_settings.warehouse_dir).path)
    assert "old.payments" not in list_unknown(path, "birstonas", date(2025, 4, 19))
    assert "old.payments" in list_unknown(path, "birstonas", date(2025, 4, 20))
    # The plan is not over yet, so nobody has to know what became of it.
    assert "missing.outcomes" not in list_unknown(path, "birstonas", date(2025, 6, 30))


def test_plan_without_anything_reported_says_so(snapshot: str) -> None:
    found = list_unknown(snapshot, "kalvarija", TODAY)
    assert found["missing.payments"] == (2, 2)
    assert {"missing.indicators", "missing.exams", "missing.categories"} <= set(found)


def test_every_line_leads_to_its_page(fed_settings: Settings, screen: Screen) -> None:
    path = str(read_current(fed_settings.warehouse_dir).path)
    rows = query_unknowns(path, "birstonas", TODAY, unknowns.OLD)
    tree = parse_markup(unknowns.write_unknowns(rows, screen))
    links = [node.attributes["href"] for node in tree.find_all(name="a")]
    assert len(links) == rows.height
    assert any("status=not_measured" in link for link in links)
    assert "{" not in tree.text


def test_every_kind_has_a_text_and_a_place() -> None:
    for language in ("lt", "en"):
        say = Words("quality.unknowns", language)  # type: ignore[arg-type]
        for kind in unknowns._PLACES:
            assert say(kind, count=2, all="5", day="2025-01-20")


@pytest.mark.parametrize("page", ["overview", "exams", "quality", "proof"])
def test_foot_of_every_page_leads_to_what_is_not_known(
    run_page: RunPage, page: str
) -> None:
    foot = read_text(run_page(page, plan="birstonas")).partition("<footer")[2]
    for link in ("quality?", "proof?", "changes?"):
        assert f'href="{link}' in foot
    assert Words("kit", "lt")("footer.quality") in foot


def test_page_of_quality_says_what_is_not_known(run_fed: RunPage) -> None:
    body = read_text(run_fed("quality"))
    say = Words("quality.unknowns", "lt")
    assert say("group.missing") in body
    assert say("missing.vat", count=1, all="5") in body
