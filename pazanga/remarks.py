"""Remarks on sources that were read: what a person must be told, or may want to know.

They are said once, in both languages, when a source is read; `check`, `refresh`,
`ops.remark` and the pages show the same sentences.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from pazanga.texts import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pazanga.texts import Language

Severity = Literal["error", "warning", "note"]
SEVERITIES: Final[tuple[Severity, ...]] = ("error", "warning", "note")
"""`error`: a part was not loaded; `warning`: a person must look; `note`: to know."""

MOST_REMARKS: Final = 20
"""Remarks on one source that are printed; the pages have all of them."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark on a source.

    Attributes:
        rule: Name of the rule that made it.
        severity: How much it matters.
        sheet: Sheet it is about; empty for CSV and for the whole source.
        message: The sentence, English, without the place.
        message_lt: The same, Lithuanian.
    """

    rule: str
    severity: Severity
    sheet: str
    message: str
    message_lt: str

    def text(self, language: Language) -> str:
        """Write the remark with its place in the file."""
        said = self.message_lt if language == "lt" else self.message
        return say_place(said, self.sheet, language)


def say_place(said: str, sheet: str, language: Language) -> str:
    """Write a sentence with the sheet it is about, if there is one.

    Args:
        said: The sentence.
        sheet: Name of the sheet; empty for CSV and for the whole file.
        language: `lt` or `en`.
    """
    return _say("in_sheet", language, sheet=sheet, said=said) if sheet else said


def say_remarks(remarks: Iterable[Remark], language: Language) -> Iterator[str]:
    """Yield the lines under the name of a file: its remarks, the gravest first."""
    ordered = order_remarks(remarks)
    for remark in ordered[:MOST_REMARKS]:
        yield say_remark(remark, language)
    if len(ordered) > MOST_REMARKS:
        yield _say("more", language, count=len(ordered) - MOST_REMARKS)


def order_remarks(remarks: Iterable[Remark]) -> list[Remark]:
    """Sort remarks by severity, the gravest first; equal ones stay in their order."""
    return sorted(remarks, key=lambda one: SEVERITIES.index(one.severity))


def say_remark(remark: Remark, language: Language) -> str:
    """Write a remark with its severity and place: a line under the name of its file."""
    severity = _say(f"severity.{remark.severity}", language)
    key = "line_in_sheet" if remark.sheet else "line"
    said = remark.message_lt if language == "lt" else remark.message
    return _say(key, language, severity=severity, sheet=remark.sheet, said=said)


def say_earlier(counts: Mapping[Severity, int], language: Language) -> str:
    """Write how many errors and warnings of earlier files still stand."""
    return _say("earlier", language, error=counts["error"], warning=counts["warning"])


def find_errors(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """Find the remarks on parts that were not loaded."""
    return tuple(remark for remark in remarks if remark.severity == "error")


def count_severities(remarks: Iterable[Remark]) -> dict[Severity, int]:
    """Count remarks by severity; 0 where there is none."""
    found = Counter(remark.severity for remark in remarks)
    return {severity: found[severity] for severity in SEVERITIES}


def _say(key: str, language: Language, **fields: Any) -> str:  # noqa: ANN401 - fields of a text
    return text("pazanga", f"remarks.{key}", language, **fields)
