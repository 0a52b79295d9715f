"""Figures for a program that watches: what is known, in lines that it parses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dashboard.server.metrics import write_metrics
from pazanga.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

LINE = re.compile(r'(pazanga_\w+)(\{\w+="\w+"\})? (-?\d+(\.\d+)?)')


def read_lines(text: str) -> dict[str, float]:
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    found = [LINE.fullmatch(line) for line in lines]
    assert all(found), lines
    return {one[1] + (one[2] or ""): float(one[3]) for one in found if one}


def test_figures_are_those_of_the_snapshot(refreshed: Settings) -> None:
    found = read_lines(write_metrics(refreshed))
    assert found["pazanga_snapshot_readable"] == 1
    assert found['pazanga_sources{status="loaded"}'] == 2
    assert found["pazanga_rows"] > 100
    assert found["pazanga_rejected_rows"] == 0
    assert found['pazanga_refresh_outcome{outcome="published"}'] == 1
    assert found["pazanga_snapshot_age_seconds"] >= 0


def test_what_is_not_known_is_left_out(tmp_path: Path) -> None:
    text = write_metrics(Settings(home=tmp_path, data=tmp_path))
    assert read_lines(text) == {
        "pazanga_snapshot_readable": 0,
        "pazanga_inbox_files": 0,
        **{
            f'pazanga_queries{{turn="{key}"}}': 0
            for key in ("prompt", "long", "waiting")
        },
    }


def test_every_figure_says_what_it_is(refreshed: Settings) -> None:
    text = write_metrics(refreshed)
    names = {re.split(r"[{ ]", line)[0] for line in text.splitlines() if line[0] != "#"}
    described = set(re.findall(r"# HELP (\w+) [A-Z]", text))
    assert names <= described
