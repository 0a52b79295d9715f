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


@pytest.mark.parametrize("language", ["lt", "en"])
def test_proof_of_a_cell_shows_the_rows_of_the_file_and_the_query(
    run_fed: RunPage, language: str
) -> None:
    say = Words("proof", language)  # type: ignore[arg-type]
    app = run_fed(
        "proof",
        figure="rpt_activity_absorption.executed_net_eur",
        row="activity_key:birstonas:1:1",
        lang=language,
    )
    body = read_text(app)
    assert not app.exception
    assert say("fact.fct_expenditure") in body
    assert "failas.xlsx" in body
    assert "from marts." in body
    assert "reports.rpt_activity_absorption" in body
    assert say("snapshot.title") in body


@pytest.mark.parametrize("language", ["lt", "en"])
def test_proof_of_a_share_shows_its_rows(run_fed: RunPage, language: str) -> None:
    say = Words("proof", language)  # type: ignore[arg-type]
    app = run_fed(
        "proof", figure="planned/all", row="policy_area_code~steam", lang=language
    )
    body = read_text(app)
    assert not app.exception
    assert say("cell.share_all", name=say("figure.planned.name")) in body
    assert "STEAM" in body


def test_cell_that_is_not_published_is_said(run_fed: RunPage) -> None:
    body = read_text(run_fed("proof", figure="rpt_nera.x"))
    assert "„Skaičius: rpt_nera.x“" in body
