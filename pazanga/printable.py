"""Text that commands no terminal: what every command prints passes here."""

from __future__ import annotations

import re
from io import TextIOWrapper
from typing import Final, TextIO

_COMMANDS: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
)
"""Control characters but tabs and ends of lines, and those that turn text round."""


def escape_controls(text: str) -> str:
    r"""Write characters that could command a terminal as `\x1b` or `\u202e`."""
    return _COMMANDS.sub(_escape, text)


def escape_line(text: str) -> str:
    """Replace controls and ends of lines, for a text that must stay on one line."""
    return escape_controls(text).replace("\n", r"\n").replace("\t", r"\t")


def _escape(found: re.Match[str]) -> str:
    number = ord(found[0])
    if found[0] == "\r":
        return r"\r"
    return f"\\x{number:02x}" if number < 256 else f"\\u{number:04x}"  # noqa: PLR2004 - two hexadecimal digits hold it


class PrintableStream(TextIOWrapper):
    """A stream for people: whatever is printed to it is only read, never obeyed."""

    def write(self, text: str) -> int:
        """Write text with its control characters escaped."""
        return super().write(escape_controls(text))

    def isatty(self) -> bool:
        """Return false, so that nobody sends colours and other commands."""
        return False


def make_printable(stream: TextIO) -> TextIO:
    """Build a stream for people out of a standard one; others are left as they are.

    A terminal that knows no Lithuanian letters gets question marks for them.
    """
    if not isinstance(stream, TextIOWrapper) or isinstance(stream, PrintableStream):
        return stream
    encoding, buffered = stream.encoding, stream.line_buffering
    return PrintableStream(
        stream.detach(), encoding=encoding, errors="replace", line_buffering=buffered
    )
