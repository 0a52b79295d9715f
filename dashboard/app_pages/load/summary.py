"""What the page on loading data says: what a file is, would change, has changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from dashboard.kit.blocks.figures import KeyFigure
from dashboard.kit.formats import format_number
from dashboard.kit.html import tag
from pazanga.local_time import format_moment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.kit.screen import Screen

MOST_LINES: Final = 40

_QUIET: Final = ("published", "unchanged", "withdrawn")
_OUTCOMES: Final[Mapping[int, str]] = {1: "audits_failed", 2: "unusable", 3: "busy"}


@dataclass(frozen=True)
class Outcome:
    """How publishing a file ended.

    Attributes:
        name: Its text in `load.toml`, under `outcome`.
        file: Name its owner gave the file.
        lines: What the refresh printed.
    """

    name: str
    file: str
    lines: Sequence[str] = ()


def name_outcome(exit_code: int, *, is_new: bool) -> str:
    """Return the code of how a refresh ended, by exit code and what is shown now.

    Args:
        exit_code: 0 done, 1 audits failed, 2 unusable input, 3 another one runs.
        is_new: Whether another snapshot is shown than before.
    """
    if exit_code == 0:
        return "published" if is_new else "unchanged"
    if exit_code in _OUTCOMES:
        name = _OUTCOMES[exit_code]
        return "published_partly" if name == "unusable" and is_new else name
    return "broken"


def name_withdrawal(outcome: str) -> str:
    """Return the code of how the refresh after a withdrawal ended."""
    return "withdrawn" if outcome.startswith("published") else outcome


def has_rows(answer: Mapping[str, Any]) -> bool:
    """Whether there is anything to publish."""
    if answer["refusal"] or answer["known_since"]:
        return False
    return any(kind["new"] or kind["changed"] for kind in answer["kinds"])


def stem(name: str) -> str:
    """Return the name of a file without its ending, to call another one after it."""
    return PurePath(name.replace("\\", "/")).stem


def say_error(answer: Mapping[str, Any] | None, name: str, screen: Screen) -> str:
    """Describe why a file cannot be used.

    Args:
        answer: What the check said; None where it said nothing that can be read.
        name: Name its owner gave the file.
        screen: Language.
    """
    if answer is None:
        return screen.words("load")("error.silent", file=name)
    return str(answer["error"][screen.language])


def write_notice(title: str, message: str) -> str:
    """Write a message that stands out."""
    parts = tag("h2", escape(title)), tag("p", escape(message))
    return tag("div", *parts, class_="notice", role="status")


def write_hint(message: str) -> str:
    """Write a quiet line."""
    return tag("p", escape(message), class_="note")


def write_recognised(answer: Mapping[str, Any], screen: Screen) -> str:
    """Describe in one sentence what a file was recognised as."""
    kinds = ", ".join(name[screen.language] for name in answer["recognised"])
    return screen.words("load")("recognised", file=answer["file"], kinds=kinds)


def say_base(screen: Screen) -> str:
    """Describe which data the file was compared with."""
    published = format_moment(screen.snapshot.published_at)
    return screen.words("load")("compared", published=published)


def list_figures(answer: Mapping[str, Any], screen: Screen) -> list[KeyFigure]:
    """Make the key figures: rows new, changed, the same, put aside."""
    say = screen.words("load")
    counts = {
        name: sum(kind[name] for kind in answer["kinds"])
        for name in ("new", "changed", "same")
    }
    counts["rejected"] = answer["rows_rejected"]
    return [
        KeyFigure(
            say(f"figure.{name}"),
            format_number(count, screen.language),
            say(f"figure.{name}_note"),
        )
        for name, count in counts.items()
    ]


def list_warnings(answer: Mapping[str, Any], screen: Screen) -> list[str]:
    """List what a person should know before publishing, a sentence each."""
    say, language = screen.words("load"), screen.language
    said = []
    if answer["refusal"]:
        said.append(str(answer["refusal"][language]))
    elif answer["known_since"]:
        received = format_moment(datetime.fromisoformat(answer["known_since"]))
        said.append(say("known", received=received))
    elif not has_rows(answer):
        said.append(say("nothing_new"))
    said.extend(note[language] for note in answer["notes"] if _matters(note))
    return said


def write_notes(answer: Mapping[str, Any], screen: Screen) -> str:
    """Write, a fold away, what else was seen while the file was read."""
    notes = [note[screen.language] for note in answer["notes"] if not _matters(note)]
    if not notes:
        return ""
    summary = tag("summary", escape(screen.words("load")("notes")))
    return tag("details", summary, *map(write_hint, notes))


def _matters(note: Mapping[str, Any]) -> bool:
    return bool(note["severity"] != "note")


def write_outcome(outcome: Outcome, screen: Screen) -> str:
    """Describe how publishing ended; what was printed is folded where all is well."""
    say = screen.words("load")
    published = format_moment(screen.snapshot.published_at)
    parts = [
        tag("h2", escape(say(f"outcome.{outcome.name}.title"))),
        tag(
            "p",
            escape(say(f"outcome.{outcome.name}.text", file=outcome.file)),
        ),
        tag(
            "p",
            escape(
                say("shown_now", snapshot=screen.snapshot.name, published=published)
            ),
        ),
    ]
    if outcome.lines:
        printed = "\n".join(outcome.lines[-MOST_LINES:])
        summary = tag("summary", escape(say("printed")))
        attributes = {} if outcome.name in _QUIET else {"open": "open"}
        parts.append(tag("details", summary, tag("pre", escape(printed)), **attributes))
    return tag("div", *parts, class_="notice", role="status")
