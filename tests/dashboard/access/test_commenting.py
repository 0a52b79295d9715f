"""Leaders of a municipality write of its plan, and of no other."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from dashboard.kept import access
from dashboard.kept.access import may_comment, open_commentary
from dashboard.kit.screen import Screen
from dashboard.kit.snapshot import Shown
from pazanga.access.reader import Visitor
from pazanga.access.roles import ROLES, Grant, Role, includes
from pazanga.errors import KeptError
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from pazanga.settings import Settings


@pytest.fixture
def screen(refreshed: Settings) -> Screen:
    """The tiny plan of Birštonas (12)."""
    path = str(read_current(refreshed.warehouse_dir).path)
    return Screen("lt", Shown(path, datetime.now(UTC)), "birstonas", "Birštono sav.")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("code", ["12", "19", "all"])
def test_editors_comment_on_plans_of_their_own(
    screen: Screen, monkeypatch: pytest.MonkeyPatch, role: Role, code: str
) -> None:
    reader = Visitor("login", "person:1", (Grant(role, frozenset({code}), "a"),))
    monkeypatch.setattr(access, "find_page_reader", lambda *_: reader)
    monkeypatch.setattr(access, "may_write", lambda: reader.may("write"))
    edits = includes(role, "editor")
    assert may_comment(screen, "birstonas") is (edits and code in {"12", "all"})
    # What is about all plans, or none that is known, is for those who edit all.
    for plan in ("", "kaunas"):
        assert may_comment(screen, plan) is (edits and code == "all")
    if code == "19":
        with pytest.raises(KeptError):
            open_commentary(screen, "birstonas")
