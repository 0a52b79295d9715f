"""Addresses of links: what they keep, set, take away, and how they are written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from dashboard.kit.links import link_activity, write_address, write_toggle

if TYPE_CHECKING:
    from dashboard.kit.screen import Screen

CHOICES = (("plan", ("birstonas",)), ("area", ("steam",)), ("key", ("a:1:1",)))


@pytest.fixture
def chosen(screen: Screen) -> Screen:
    return replace(screen, language="lt", choices=CHOICES)


def test_page_keeps_what_the_reader_chose(chosen: Screen) -> None:
    assert write_address(chosen, "spending") == "spending?plan=birstonas&area=steam"
    assert write_address(chosen, "overview", area=()) == "./?plan=birstonas"
    english = replace(chosen, language="en")
    assert write_address(english, "exams").startswith("exams?lang=en&plan=birstonas")


def test_page_of_one_thing_is_named_by_it_alone(chosen: Screen) -> None:
    assert link_activity(chosen, "a:2 ž:1", "Antra") == (
        '<a href="activity?plan=birstonas&amp;key=a%3A2+%C5%BE%3A1">Antra</a>'
    )


def test_toggle_chooses_and_undoes(chosen: Screen) -> None:
    undone = write_toggle(chosen, "spending", "area", "steam")
    assert undone == "spending?plan=birstonas"
    other = write_toggle(chosen, "spending", "area", "culture")
    assert other == "spending?plan=birstonas&area=culture"
