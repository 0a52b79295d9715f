"""Whether a reader may load a file, by the plans in it; and what the journal keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.access.readers import find_page_reader
from dashboard.app_pages.load.files_queries import query_municipalities, query_plans
from dashboard.kit.screen import read_screen
from dashboard.kit.snapshot import find_shown
from dashboard.kit.texts import Words
from pazanga.access.journal import ACTOR
from pazanga.access.roles import EVERYWHERE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pazanga.processes.process import Ended
    from pazanga.settings import Settings
    from pazanga.texts import Language


def refuse_load(answer: dict[str, Any] | None, language: Language) -> str:
    """Return why a reader may not load a file; empty where they may.

    Args:
        answer: What the check of the file says; None where there is none.
        language: Language of the words.
    """
    if find_page_reader().may("load", EVERYWHERE):
        return ""
    return _refuse_plans(list_plans(answer), language)


def refuse_withdrawal(settings: Settings, source: str, language: Language) -> str:
    """Return why a reader may not withdraw a file; empty where they may.

    Whoever may load it may withdraw it: its plans are read from all data, for what a
    reader may not see decides, too.

    Args:
        settings: Where the data are.
        source: Key of its source document.
        language: Language of the words.
    """
    if find_page_reader().may("load", EVERYWHERE):
        return ""
    whole = find_shown(settings)
    return _refuse_plans(query_plans(whole.path, source) or [""], language)


def _refuse_plans(plans: Sequence[str], language: Language) -> str:
    """Return why a reader may not change rows of some plans; empty where they may.

    Who edits some municipalities changes files in which all plans are of those. A row
    put aside counts once its plan is known: one of no known plan needs the
    right for all municipalities. What stands in its cell is not said: the row may be of
    others, and the cell may hold anything.
    """
    reader = find_page_reader()
    known = query_municipalities(read_screen().snapshot.path)
    for plan in plans:
        decision = reader.decide("load", known.get(plan))
        if not decision.is_allowed:
            said = decision.describe(language)
            if known.get(plan):
                return said
            return f"{Words('load', language)('unknown_plan')} {said}"
    return ""


def list_plans(answer: dict[str, Any] | None) -> list[str]:
    """List the plans of all rows of a file, of those that would be put aside too.

    One that is unknown where it names none.
    """
    return sorted(answer["plans"] if answer else ()) or [""]


def refuse_refresh(language: Language) -> str:
    """Return why a reader may not start a refresh; empty where they may."""
    decision = find_page_reader().decide("load")
    return "" if decision.is_allowed else decision.describe(language)


def refuse_mapping(language: Language) -> str:
    """Return why a reader may not keep a mapping; empty where they may.

    A mapping is for the files of all municipalities.
    """
    if find_page_reader().may("load", EVERYWHERE):
        return ""
    return Words("load.mapping", language)("forbidden")


def choose_told(sha256: str) -> str:
    """Return the hash of the file that a refresh tells of; empty where of all."""
    return "" if find_page_reader().may("load", EVERYWHERE) else sha256


def keep_own(ended: Ended, told: str, language: Language) -> tuple[str, ...]:
    """Keep what a refresh says of a reader's file; all where they load for everybody.

    What else lies in the inbox may be of other municipalities. Which lines are of a
    file, the refresh alone knows: another file may have the same name.

    Args:
        ended: How the refresh ended.
        told: Hash of the only file it was asked to tell of; empty where of all.
        language: Language of the words.
    """
    if find_page_reader().may("load", EVERYWHERE):
        return (*ended.said.splitlines(), *ended.complaints.splitlines())
    own = ended.said.splitlines() if told else ()
    return (*own, Words("load", language)("others_files"))


def record_load(settings: Settings, event: str, sha256: str) -> None:
    """Record that a reader loads a file, or withdraws one.

    Raises:
        OSError: The journal cannot be written.
    """
    find_page_reader().record(settings, event, sha256=sha256)


def record_mapping(settings: Settings, name: str) -> None:
    """Record that a reader keeps a mapping.

    Raises:
        OSError: The journal cannot be written.
    """
    find_page_reader().record(settings, "mapped", file=name)


def leave_recording(environment: Mapping[str, str]) -> dict[str, str]:
    """Return an environment in which a command records nothing: the page does."""
    return {**environment, ACTOR: ""}


def tell_actor(environment: Mapping[str, str]) -> dict[str, str]:
    """Return an environment by which the journal knows who started a command."""
    reader = find_page_reader()
    return {**environment, **({ACTOR: reader.subject} if reader.subject else {})}
