"""Numbers of automatic lists: `1.`, `2.1.`, `b)` that a DOCX counts and does not hold.

Every paragraph of a list names its list and its level. A list counts for itself and
for all that share its pattern; a level begins again after a number of a level above.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from docx.oxml.ns import qn

from etl.plans.content.docx.styles import is_on, value_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document
    from lxml.etree import _Element as Element

    from etl.plans.content.docx.styles import Styles

_LEVELS: Final = 9
_PLACE: Final = re.compile(r"%(\d)")
_ROMAN: Final = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


@dataclass(slots=True)
class Numbering:
    """Counts the lists of one document; paragraphs are asked in order.

    Attributes:
        lists: Elements `w:num` by their identifiers.
        patterns: Elements `w:abstractNum` by theirs.
        styles: For numbers that a paragraph's style gives it.
        counters: Last number of each level, by pattern.
        begun: Lists whose own beginnings were taken already, with their levels.
        notes: How many notes of each kind were referred to.
    """

    lists: dict[str, Element]
    patterns: dict[str, Element]
    styles: Styles
    counters: dict[str, dict[int, int]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    begun: set[tuple[str, int]] = field(default_factory=set)
    notes: Counter[str] = field(default_factory=Counter)

    def count(self, paragraph: Element) -> str:
        """Return the number printed before a paragraph; empty outside lists."""
        properties = self.styles.paragraph_property(paragraph, "w:numPr")
        list_id = value_of(properties, "w:numId")
        numbered = self.lists.get(list_id or "")
        if numbered is None or list_id is None:
            return ""
        pattern_id = value_of(numbered, "w:abstractNumId") or ""
        level = int(value_of(properties, "w:ilvl") or 0)
        if level not in range(_LEVELS) or pattern_id not in self.patterns:
            return ""
        self._advance(list_id, pattern_id, level)
        return self._print(list_id, pattern_id, level)

    def count_note(self, kind: str) -> int:
        """Return the number of the next note of a kind, in order of print."""
        self.notes[kind] += 1
        return self.notes[kind]

    def _advance(self, list_id: str, pattern_id: str, level: int) -> None:
        counter = self.counters[pattern_id]
        restart = self._override(list_id, level, "w:startOverride")
        if restart is not None and (list_id, level) not in self.begun:
            counter[level] = int(restart)
        else:
            counter[level] = counter.get(level, self._start(list_id, level) - 1) + 1
        self.begun.add((list_id, level))
        for deeper in [other for other in counter if other > level]:
            if value_of(self._level(list_id, deeper), "w:lvlRestart") != "0":
                del counter[deeper]

    def _print(self, list_id: str, pattern_id: str, level: int) -> str:
        own = self._level(list_id, level)
        counter = self.counters[pattern_id]
        plain = bool(is_on(own, "w:isLgl"))

        def number(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            count = counter.get(place, self._start(list_id, place))
            kind = value_of(self._level(list_id, place), "w:numFmt") or "decimal"
            return _FORMATS.get("decimal" if plain else kind, str)(count)

        text = _PLACE.sub(number, value_of(own, "w:lvlText") or "")
        return text if value_of(own, "w:suff") == "nothing" else f"{text} "

    def _start(self, list_id: str, level: int) -> int:
        own = self._override(list_id, level, "w:startOverride")
        return int(own or value_of(self._level(list_id, level), "w:start") or 1)

    def _level(self, list_id: str, level: int) -> Element | None:
        """Find the element `w:lvl` that describes how a level is printed."""
        numbered = self.lists[list_id]
        pattern = self.patterns.get(value_of(numbered, "w:abstractNumId") or "")
        places = [*numbered.iterchildren(qn("w:lvlOverride"))]
        for place in (*places, *([] if pattern is None else [pattern])):
            for found in place.iterchildren(qn("w:lvl")):
                if found.get(qn("w:ilvl")) == str(level):
                    return found
        return None

    def _override(self, list_id: str, level: int, tag: str) -> str | None:
        for place in self.lists[list_id].iterchildren(qn("w:lvlOverride")):
            if place.get(qn("w:ilvl")) == str(level):
                return value_of(place, tag)
        return None


def read_numbering(document: Document, styles: Styles) -> Numbering:
    """Read the lists of a document; none of them has begun to count."""
    parts = [
        relation.target_part
        for relation in document.part.rels.values()
        if not relation.is_external and relation.reltype.endswith("/numbering")
    ]
    roots = [part.element for part in parts if hasattr(part, "element")]
    return Numbering(
        lists={
            item.get(qn("w:numId"), ""): item
            for root in roots
            for item in root.iterchildren(qn("w:num"))
        },
        patterns={
            item.get(qn("w:abstractNumId"), ""): item
            for root in roots
            for item in root.iterchildren(qn("w:abstractNum"))
        },
        styles=styles,
    )


def _roman(count: int) -> str:
    printed = ""
    for value, letters in _ROMAN:
        while count >= value:
            printed += letters
            count -= value
    return printed


def _letters(count: int) -> str:
    """Print 1 as `a`, 26 as `z`, 27 as `aa`, as word processors do."""
    times, letter = divmod(max(count, 1) - 1, 26)
    return chr(ord("a") + letter) * (times + 1)


_FORMATS: Final[dict[str, Callable[[int], str]]] = {
    "decimal": str,
    "decimalZero": lambda count: f"{count:02}",
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
    "lowerLetter": _letters,
    "upperLetter": lambda count: _letters(count).upper(),
    "none": lambda _: "",
    "bullet": lambda _: "",
}
