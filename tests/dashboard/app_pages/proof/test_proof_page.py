"""The page of a proof: one figure down to its rows, and all figures."""

from __future__ import annotations

import pytest
from shown_page import RunPage, read_text

from dashboard.kit.proofs.registry import read_figures
from dashboard.kit.texts import Words


@pytest.mark.parametrize("language", ["lt", "en"])
def test_proof_shows_rows_query_checks_and_snapshot(
    run_fed: RunPage, language: str
) -> None:
    say = Words("proof", language)  # type: ignore[arg-type]
    app = run_fed("proof", figure="spent", area="steam", lang=language)
    body = read_text(app)
    assert not app.exception
    assert say("figure.spent.definition") in body
    assert "STEAM" in body
    assert "800,00" in body if language == "lt" else "800.00" in body
    assert ".xlsx" in body or ".csv" in body
    assert "from marts.fct_monthly_spending" in body
    assert say("snapshot.title") in body
    assert "pazanga verify" in body


def test_proof_of_a_count_lists_what_is_counted(run_fed: RunPage) -> None:
    body = read_text(run_fed("proof", figure="late"))
    assert "1 Robotikos kabinetas" in body
    assert "activity?" in body


def test_proof_without_rows_says_so(run_page: RunPage) -> None:
    body = read_text(run_page("proof", figure="spent"))
    assert Words("proof", "lt")("rows.none") in body


def test_all_figures_stand_with_their_definitions(run_fed: RunPage) -> None:
    body = read_text(run_fed("proof"))
    say = Words("proof", "lt")
    for name in read_figures():
        assert say(f"figure.{name}.definition") in body


def test_unknown_figure_is_said(run_fed: RunPage) -> None:
    body = read_text(run_fed("proof", figure="nera"))
    assert "„Skaičius: nera“" in body
