"""Texts of documents, fenced: short, without controls, and told apart from our words.

What a document says is data. It stands inside JSON between two lines that hold a number
nobody could know beforehand, so no cell can end them and go on in our name.
"""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING, Any, Final

from pazanga.printable import escape_controls

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_LETTERS: Final = 300
"""Letters of one text."""

MOST_ITEMS: Final = 500
"""Items of one list."""

_OWN: Final = frozenset({"address", "proof"})
"""Fields that hold addresses of ours, in which all text is percent-encoded."""
_NONCE_BYTES: Final = 8
_MARKUP: Final = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("`"): "\\u0060"}
"""What could look like the end of a fence; JSON reads them as the same letters."""


class Cleaner:
    """Makes values of documents safe to hand on, and keeps count of what it cut.

    Attributes:
        cut_count: Texts and lists that are longer than what is handed on.
    """

    def __init__(self) -> None:
        self.cut_count = 0

    def clean(self, value: Any, name: str = "") -> Any:  # noqa: ANN401 - any value of JSON
        """Return a value with its texts cut to a length and their controls written out.

        Args:
            value: Texts, numbers, lists and objects of them.
            name: Name of the field it stands in.
        """
        if isinstance(value, str):
            return value if name in _OWN else self._clean_text(value)
        if isinstance(value, dict):
            return {
                clean_text(str(key)): self.clean(one, key) for key, one in value.items()
            }
        if isinstance(value, list | tuple):
            self.cut_count += len(value) > MOST_ITEMS
            return [self.clean(one) for one in value[:MOST_ITEMS]]
        return value

    def _clean_text(self, text: str) -> str:
        said = clean_text(text)
        self.cut_count += said.endswith("…") and not text.rstrip().endswith("…")
        return said


def clean_text(text: str) -> str:
    """Return a text on one line, without controls, and not too long of it."""
    said = escape_controls(" ".join(text.split())).encode(errors="replace").decode()
    return said if len(said) <= MOST_LETTERS else said[: MOST_LETTERS - 1] + "…"


def write_fenced(notice: str, body: Mapping[str, Any]) -> str:
    """Write an answer as text for those who read no structure.

    Args:
        notice: Says in our own words what stands in the fence.
        body: The answer, cleaned.
    """
    nonce = secrets.token_hex(_NONCE_BYTES)
    data = json.dumps(body, ensure_ascii=False, indent=1).translate(_MARKUP)
    return f"{notice}\n--- data {nonce} ---\n{data}\n--- end {nonce} ---"
