"""Words of a plan are Lithuanian: programs that read a page aloud are told so."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from warehouse.connection import open_snapshot, query_frame

if TYPE_CHECKING:
    from shown_page import RunPage

NAMES = """
    select indicator_name from reports.rpt_indicator where plan_code = 'kaunas'
    union
    select activity_title from reports.rpt_activity where plan_code = 'kaunas'
    union
    select school_name from marts.dim_school where plan_code = 'kaunas'
"""
LONG = 25
"""Letters of a name that are no other words by chance."""


class Spoken(HTMLParser):
    """Pieces of text of a page, each with the language it is marked with."""

    def __init__(self) -> None:
        super().__init__()
        self.languages: list[str] = ["en"]
        self.pieces: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("br", "input", "img"):
            self.languages.append(dict(attrs).get("lang") or self.languages[-1])

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        if len(self.languages) > 1:
            self.languages.pop()

    def handle_data(self, data: str) -> None:
        self.pieces.append((data, self.languages[-1]))


@pytest.mark.parametrize(
    ("page", "given"),
    [
        ("targets", {}),
        ("exams", {}),
        ("quality", {}),
        ("indicator", {"number": "4"}),
    ],
)
def test_names_of_a_plan_are_marked_as_lithuanian(
    run_bundled: RunPage, bundled: str, page: str, given: dict[str, str]
) -> None:
    app = run_bundled(page, lang="en", **given)
    spoken = Spoken()
    spoken.feed("".join(block.body for block in app.get("html")))
    rows = query_frame(open_snapshot(Path(bundled)), NAMES)[
        "indicator_name"
    ].drop_nulls()
    names = [name for name in rows if len(name) > LONG]
    found = [
        (text, language)
        for text, language in spoken.pieces
        if any(name in text for name in names)
    ]
    assert [text for text, language in found if language != "lt"] == []
    assert len(found) >= 5
