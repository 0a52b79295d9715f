"""Commentary: a leader's words on a page or a thing, with the texts before them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, cast

from dashboard.kept.store import Store
from dashboard.kept.written import check_words
from pazanga.errors import KeptError
from pazanga.texts import LANGUAGES

if TYPE_CHECKING:
    from pazanga.settings import Settings
    from pazanga.texts import Language

MOST_PIECES: Final = 1_000
MOST_TEXTS: Final = 100
"""Texts of one piece, the present one among them; `store.MOST_BYTES` holds them."""

_MOST_REMOVALS: Final = 9
"""Earlier removals that are still said, beside the last one."""


@dataclass(frozen=True)
class Subject:
    """What is commented on.

    Attributes:
        page: Name of the page.
        plan: Code of the plan; empty where the page is about all of them.
        item: Code of the activity, school or indicator; empty for the page itself.
    """

    page: str
    plan: str
    item: str = ""

    @property
    def code(self) -> str:
        """Return what names its file."""
        said = f"{self.page}\0{self.plan}\0{self.item}"
        return hashlib.sha256(said.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Writing:
    """One text, or that all before it were removed.

    Attributes:
        at: When, UTC.
        words: The text; empty for a removal.
        language: Language of the page it was written on.
        is_removal: Whether commentary was removed then.
    """

    at: datetime
    words: str
    language: Language
    is_removal: bool = False


@dataclass(frozen=True)
class Commentary:
    """What was said of a subject, and what became of it.

    Attributes:
        writings: The oldest first; none where nothing was ever said.
        is_damaged: Whether its file cannot be read.
    """

    writings: tuple[Writing, ...] = ()
    is_damaged: bool = False

    @property
    def present(self) -> Writing | None:
        """Return the text that holds; None where there is none, or it was removed."""
        last = self.writings[-1] if self.writings else None
        return None if last is None or last.is_removal else last


def open_commentary(settings: Settings) -> Store:
    """Open the folder of the commentary."""
    return Store(settings.commentary_dir)


def read_commentary(settings: Settings, subject: Subject) -> Commentary:
    """Read what was said of a subject."""
    store = open_commentary(settings)
    record = store.read(subject.code)
    if record is None:
        return Commentary(is_damaged=subject.code in store.list_codes())
    return _parse_record(record, subject)


def write_words(
    settings: Settings, subject: Subject, typed: str, language: Language
) -> None:
    """Keep words as the text that holds; those before stay readable.

    Args:
        settings: Which home.
        subject: What they are about.
        typed: Words of a reader.
        language: Language of the page they were written on.

    Raises:
        KeptError: The words are refused, there are too many, or the disk cannot be
            written.
    """
    words, store = check_words(typed), open_commentary(settings)
    with store.hold():
        before = _read_for_change(settings, subject)
        if before.present and before.present.words == words:
            return
        if len(before.writings) >= MOST_TEXTS:
            raise KeptError("words_often", most=MOST_TEXTS)
        if not before.writings and len(store.list_codes()) >= MOST_PIECES:
            raise KeptError("commentary_full", most=MOST_PIECES)
        fresh = Writing(_read_clock(), words, language)
        _write(store, subject, (*before.writings, fresh))


def remove_words(settings: Settings, subject: Subject) -> None:
    """Remove the words and all texts before them; that and when stays.

    Raises:
        KeptError: The disk cannot be written, or the file cannot be read.
    """
    store = open_commentary(settings)
    with store.hold():
        before = _read_for_change(settings, subject)
        if before.present is None:
            return
        removal = Writing(_read_clock(), "", before.present.language, is_removal=True)
        earlier = [one for one in before.writings if one.is_removal]
        _write(store, subject, (*earlier[-_MOST_REMOVALS:], removal))


def _read_for_change(settings: Settings, subject: Subject) -> Commentary:
    """Read what is about to be changed: what cannot be read is never written over."""
    before = read_commentary(settings, subject)
    if before.is_damaged:
        raise KeptError("commentary_unreadable")
    return before


def _read_clock() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def _write(store: Store, subject: Subject, writings: tuple[Writing, ...]) -> None:
    told = [
        {
            "at": one.at.isoformat(),
            "words": one.words,
            "language": one.language,
            "is_removal": one.is_removal,
        }
        for one in writings
    ]
    record = {"page": subject.page, "plan": subject.plan, "item": subject.item}
    store.write(subject.code, {**record, "writings": told})


def _parse_record(record: dict[str, Any], subject: Subject) -> Commentary:
    """Read a record that anybody may have changed."""
    try:
        named = Subject(record["page"], record["plan"], record["item"])
        writings = tuple(_parse_writing(one) for one in record["writings"])
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, KeptError):
        return Commentary(is_damaged=True)
    if named != subject or not 0 < len(writings) <= MOST_TEXTS:
        return Commentary(is_damaged=True)
    return Commentary(writings)


def _parse_writing(told: dict[str, Any]) -> Writing:
    at, language = datetime.fromisoformat(told["at"]), told["language"]
    if at.tzinfo is None or language not in LANGUAGES:
        raise ValueError(told)
    if told["is_removal"] is True:
        return Writing(at, "", cast("Language", language), is_removal=True)
    return Writing(at, check_words(told["words"]), cast("Language", language))
