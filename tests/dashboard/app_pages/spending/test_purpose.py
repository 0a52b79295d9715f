"""What money is meant to do: the flow chart of the spending page."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from shown_page import read_text

from dashboard.app_pages.spending.purpose import query_purpose, view_purpose
from dashboard.app_pages.spending.queries import query_totals
from dashboard.kit.filters import SpendingFilter

if TYPE_CHECKING:
    from shown_page import RunPage

    from dashboard.kit.screen import Screen


def test_flows_add_up_to_the_planned_sum(bundled: str) -> None:
    for chosen in (
        SpendingFilter("kaunas"),
        SpendingFilter("kaunas", area=("steam", "culture"), school=("G5",)),
    ):
        parts = query_purpose(bundled, chosen, "lt")
        whole = query_totals(bundled, chosen)["net_eur"]
        assert parts["net_eur"].sum() == whole
        assert set(parts["all_net_eur"]) == {whole}
        for column in ("area", "category", "indicator"):
            key = {
                "area": "policy_area_code",
                "category": "cost_category_code",
                "indicator": "indicator_number",
            }[column]
            nodes = parts.unique(key)
            assert nodes[f"{column}_net_eur"].sum() == whole


def test_flow_chart_names_the_largest_and_what_names_none(screen: Screen) -> None:
    parts = query_purpose(screen.snapshot.path, SpendingFilter("birstonas"), "lt")
    found = dict(
        parts.unique("indicator_number")
        .select("indicator_number", "indicator_net_eur")
        .iter_rows()
    )
    assert found == {"1": Decimal("1600.00"), "": Decimal("550.00")}
    chart = view_purpose(parts, screen, "")
    assert {"lt": "Nr. 1 – 2 tūkst.", "en": "no. 1: €2k"}[screen.language] in (
        chart.title.replace("\u00a0", " ")
    )
    assert 'href="indicator?' in chart.figure
    assert screen.words("spending.purpose")("none") in chart.figure
    assert "area=steam" in chart.figure


def test_page_says_how_each_euro_is_told(run_page: RunPage) -> None:
    said = read_text(run_page("spending", show="purpose"))
    assert 'class="flows"' in said
    assert "padalyta jiems po lygiai" in said
