"""Running text: lines joined again, with the way back from a place to its line.

Sentences of a plan wrap at any word and go on over a page. Readers of sentences work
on one long string; every place in it still knows the line it was printed on.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from etl.plans.content.document import Block, split_blocks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from etl.plans.content.document import Line

_LONE_NUMBER = re.compile(r"\d{1,3}")
# A hyphen inside a word or a range, where a line may break: "36-" / "100".
_OPEN_HYPHEN = re.compile(r"[^\W_]-$|\d–$")
_GOES_ON = re.compile(r"[a-ząčęėįšųūž\d]")
_STARTS_ANEW = re.compile(r"[„“\"]?[A-ZĄČĘĖĮŠŲŪŽ]")
# A full stop after two letters: not that of "m. m.".
_SENTENCE_BREAK = re.compile(
    r"(?:(?<=[^\W\d]{2})|(?<=[)”“.]))\.\s+(?=[A-ZĄČĘĖĮŠŲŪŽ„]|\d{4})"
)
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Prose:
    """Lines joined into one string.

    Attributes:
        text: The string; single spaces only.
        offsets: Where each line begins in it, rising.
        numbers: The number of each of those lines.
    """

    text: str
    offsets: tuple[int, ...]
    numbers: tuple[int, ...]

    def line_at(self, offset: int) -> int:
        """Return the number of the line that a place of the text was printed on."""
        return self.numbers[max(bisect_right(self.offsets, offset) - 1, 0)]


def join_lines(lines: Iterable[Line]) -> Prose:
    """Join lines into running text; blank ones vanish.

    Words are separated by one space, but a word or a range that breaks after its hyphen
    is put together again.
    """
    offsets: list[int] = []
    numbers: list[int] = []
    parts: list[str] = []
    length = 0
    for line in lines:
        piece = _SPACES.sub(" ", line.text.replace("\u00ad", ""))
        if not piece:
            continue
        if parts and not (_OPEN_HYPHEN.search(parts[-1]) and _GOES_ON.match(piece)):
            parts.append(" ")
            length += 1
        offsets.append(length)
        numbers.append(line.number)
        parts.append(piece)
        length += len(piece)
    return Prose("".join(parts), tuple(offsets), tuple(numbers))


def join_text(lines: Iterable[Line]) -> str:
    """Join the lines of a cell into its text."""
    return join_lines(lines).text


def last_cell(block: Block) -> Block:
    """Return the cell at the end of a block in which prose and a cell run together.

    The prose ends with a full stop and the cell after it begins with a capital letter;
    a block without both is one cell.
    """
    for index in range(len(block.lines) - 1, 0, -1):
        if block.lines[index - 1].text.endswith("."):
            starts_anew = _STARTS_ANEW.match(block.lines[index].text)
            return Block(block.lines[index:]) if starts_anew else block
    return block


def is_page_number(block: Block) -> bool:
    """Whether a block is nothing but the number of a page."""
    return len(block.lines) == 1 and bool(_LONE_NUMBER.fullmatch(block.text))


def blocks_of(lines: Sequence[Line]) -> list[Block]:
    """Return the blocks of running text, without lone page numbers."""
    return [block for block in split_blocks(lines) if not is_page_number(block)]


def split_sentences(text: str) -> Iterator[tuple[str, int]]:
    """Split running text into sentences, each with its place in the text."""
    start = 0
    for match in _SENTENCE_BREAK.finditer(text):
        yield text[start : match.start()], start
        start = match.end()
    yield text[start:], start
