"""What is asked at the moment of writing: which bytes, and whose role it is now."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

import pytest

from dashboard.app_pages.load import mapping_steps, permission, steps
from dashboard.app_pages.load.given_file import GivenFile, read_given
from dashboard.kit.screen import Screen
from dashboard.kit.snapshot import Shown
from dashboard.kit.texts import Words
from pazanga.access.reader import OPEN, Visitor
from pazanga.access.roles import Grant, Role
from pazanga.processes.process import Ended

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from pazanga.texts import Language

SCREEN = Screen("lt", Shown("", datetime.now(UTC)), "birstonas", "Birštono sav.")


class Upload:
    """An upload under an id that its browser chose."""

    def __init__(self, content: bytes, name: str = "a.csv") -> None:
        self.file_id, self.name, self.content = "chosen", name, content

    def getvalue(self) -> bytes:
        return self.content


def give(content: bytes, name: str = "a.csv") -> GivenFile:
    return read_given(cast("UploadedFile", Upload(content, name)))


@pytest.fixture
def become(monkeypatch: pytest.MonkeyPatch) -> Callable[[Role, str], None]:
    """Give the reader of the page a role."""

    def become(role: Role, code: str) -> None:
        reader = Visitor("login", "person:1", (Grant(role, frozenset({code}), "a"),))
        monkeypatch.setattr(permission, "find_page_reader", lambda: reader)

    return become


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Any]]:
    """What was written or started, in its order."""
    done: list[tuple[str, Any]] = []

    def note(name: str, answer: object = None) -> Callable[..., object]:
        return lambda *given, **_: done.append((name, given)) or answer

    monkeypatch.setattr(steps, "record_load", note("recorded"))
    monkeypatch.setattr(steps, "send_to_inbox", note("sent"))
    monkeypatch.setattr(steps, "start_job", note("started", object()))
    monkeypatch.setattr(mapping_steps, "record_mapping", note("recorded"))
    monkeypatch.setattr(mapping_steps, "_run", note("kept", {"error": None}))
    return done


@pytest.fixture
def state(monkeypatch: pytest.MonkeyPatch) -> steps.Steps:
    """Where the reader is: a file of no plan of theirs was checked."""
    state = steps.Steps(answer={"kinds": []})
    monkeypatch.setattr(steps, "_read_steps", lambda: state)
    return state


@pytest.mark.parametrize(
    "put", [give(b"other"), give(b"checked", "b.csv")], ids=["bytes", "name"]
)
def test_only_the_bytes_that_were_checked_are_published(
    state: steps.Steps, done: list[tuple[str, Any]], put: GivenFile
) -> None:
    checked = give(b"checked")
    # All three come under the id that their browser chose.
    assert put.file_id == checked.file_id
    state.answered = (checked, "", "lt")
    steps._publish(put, SCREEN)
    assert state.outcome is not None
    assert state.outcome.name == "replaced"
    assert not done
    steps._publish(checked, SCREEN)
    assert [name for name, _ in done] == ["recorded", "sent", "started"]
    assert done[0][1][-1] == checked.sha256
    assert done[1][1][1:] == ("a.csv", b"checked")


def test_an_upload_is_another_one_with_other_bytes() -> None:
    assert give(b"a") == give(b"a")
    assert give(b"a") != give(b"b")
    assert give(b"a").key != give(b"b").key
    assert give(b"a") != give(b"a", "b.csv")


@pytest.mark.parametrize(("role", "may"), [("viewer", False), ("editor", True)])
def test_a_button_of_a_former_role_starts_no_refresh(
    become: Callable[[Role, str], None],
    state: steps.Steps,
    done: list[tuple[str, Any]],
    role: Role,
    *,
    may: bool,
) -> None:
    become(role, "19")
    steps._refresh(SCREEN)
    assert [name for name, _ in done] == ["started"] * may
    assert (state.outcome is None) is may
    if state.outcome is not None:
        assert state.outcome.name == "forbidden"


@pytest.mark.parametrize("language", ["lt", "en"])
def test_who_edits_one_municipality_keeps_no_mapping(
    become: Callable[[Role, str], None],
    done: list[tuple[str, Any]],
    language: Language,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    become("editor", "19")
    drawn: list[str] = []
    monkeypatch.setattr(mapping_steps, "render_html", drawn.append)
    said = Words("load.mapping", language)("forbidden")
    screen = Screen(language, SCREEN.snapshot, "birstonas", "")
    assert not mapping_steps.render_mapping(give(b"a"), screen)
    assert said in "".join(drawn)
    # A role may be taken away between the drawing and the click.
    kept = mapping_steps._keep("a", give(b"a"), {}, b"", screen)
    assert kept["error"][language] == said
    assert not done


def test_a_mapping_is_recorded_before_it_is_kept(
    become: Callable[[Role, str], None],
    done: list[tuple[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    become("editor", "all")
    assert not mapping_steps._keep("a", give(b"a"), {}, b"", SCREEN)["error"]
    assert [name for name, _ in done] == ["recorded", "kept"]
    assert done[0][1][-1] == "a"

    def fail(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(mapping_steps, "record_mapping", fail)
    assert mapping_steps._keep("a", give(b"a"), {}, b"", SCREEN)["error"]
    assert [name for name, _ in done] == ["recorded", "kept"]


def test_without_logins_everybody_who_loads_keeps_mappings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(permission, "find_page_reader", lambda: OPEN)
    assert permission.refuse_mapping("lt") == ""
    assert permission.refuse_refresh("lt") == ""
    assert permission.choose_told("0" * 64) == ""


def test_what_a_refresh_says_of_files_of_others_is_theirs(
    become: Callable[[Role, str], None],
) -> None:
    hidden = Words("load", "en")("others_files")
    ended = Ended(2, b"a.csv: 1 row\na: 2 rows", "b.csv: UAB Kita")
    become("editor", "all")
    assert permission.choose_told("f" * 64) == ""
    assert permission.keep_own(ended, "", "en")[-1] == "b.csv: UAB Kita"
    become("editor", "12")
    assert permission.choose_told("f" * 64) == "f" * 64
    own = permission.keep_own(ended, "f" * 64, "en")
    assert own == ("a.csv: 1 row", "a: 2 rows", hidden)
    # The refresh was started as one who is told of all files.
    assert permission.keep_own(ended, "", "en") == (hidden,)
