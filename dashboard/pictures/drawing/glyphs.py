"""Texts as the typefaces of Typst can draw them: what they lack is replaced, visibly.

Typst itself is asked which signs it lacks: its typefaces change with its version.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

import typst

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

STANDARD: Final = "ua-1"
"""PDF/UA-1: what readers for the blind can rely on. Typst refuses what breaks it."""

_ALIKE: Final = {
    **dict.fromkeys("✅☑\uf0fc\uf0fe", "✓"),
    **dict.fromkeys("❌❎\uf0fb\uf0fd", "✗"),
    **dict.fromkeys("\uf0b7\uf0a8\uf06c\uf09f", "•"),
    **dict.fromkeys("\uf0a7\uf06e", "▪"),
    **dict.fromkeys("\uf0d8\uf0e8", "→"),
    **dict.fromkeys("❗❕", "!"),
    **dict.fromkeys("❓❔", "?"),
    "\uf02d": "–",
    "⭐": "★",
}
"""Signs that say the same; those of Word's bullets lie where Unicode has none."""

_NOTHING: Final = frozenset("\u200d\ufe0e\ufe0f")
"""What joins and styles other signs, and says nothing alone."""

_PROBE: Final = (
    b'#set document(title: "-")\n'
    b'#set text(lang: "lt", font: "Libertinus Serif")\n'
    b"#for one in json(bytes(sys.inputs.signs)) { box(one) }"
)
_LACKING: Final = re.compile(r'the text `"(?:\\u\{([0-9a-f]+)\}|([^`]+))"` could not')


def make_drawable(given: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Replace signs that cannot be drawn in all texts of dictionaries and lists.

    A sign becomes one that says the same, else its number in brackets: `[U+4E2D]`.
    """
    signs = {sign for said in _list_texts(given) for sign in said}
    alike = {sign: _find_alike(sign) for sign in signs if not _is_plain(sign)}
    lacking = _find_lacking(frozenset(alike).union(*alike.values()))
    replaced = {
        sign: "" if lacking & set(likely) else likely
        for sign, likely in alike.items()
        if sign in lacking | _NOTHING
    }
    if not replaced:
        return given
    run = re.compile(f"[{re.escape(''.join(replaced))}]+")
    return _rewrite(given, run, replaced)


def _list_texts(given: Any) -> Iterator[str]:  # noqa: ANN401 - whatever JSON holds
    if isinstance(given, str):
        yield given
    elif isinstance(given, dict | list | tuple):
        for part in given.values() if isinstance(given, dict) else given:
            yield from _list_texts(part)


def _rewrite(given: Any, run: re.Pattern[str], replaced: Mapping[str, str]) -> Any:  # noqa: ANN401 - whatever JSON holds
    if isinstance(given, str):
        return run.sub(lambda found: _say_run(found[0], replaced), given)
    if isinstance(given, dict):
        return {name: _rewrite(part, run, replaced) for name, part in given.items()}
    if isinstance(given, list | tuple):
        return [_rewrite(part, run, replaced) for part in given]
    return given


def _say_run(signs: str, replaced: Mapping[str, str]) -> str:
    """Return what stands for signs in a row; others share brackets."""
    told = (sign for sign in signs if sign not in _NOTHING)
    return "".join(
        "".join(replaced[sign] for sign in group)
        if has_alike
        else f"[{' '.join(f'U+{ord(sign):04X}' for sign in group)}]"
        for has_alike, group in groupby(told, lambda sign: bool(replaced[sign]))
    )


def _is_plain(sign: str) -> bool:
    return sign.isascii() and (sign.isprintable() or sign.isspace())


def _find_alike(sign: str) -> str:
    """Find what says the same as a sign; itself where nothing else does."""
    if sign in _NOTHING:
        return ""
    return _ALIKE.get(sign) or unicodedata.normalize("NFKC", sign)


@lru_cache(maxsize=1_024)
def _find_lacking(signs: frozenset[str]) -> frozenset[str]:
    """Find which signs no typeface of Typst has."""
    torn = {sign for sign in signs if unicodedata.category(sign) == "Cs"}
    # A mark is set upon a letter: one that has no place there is lacking as well.
    asked = [
        f"a{sign}" if unicodedata.category(sign).startswith("M") else sign
        for sign in sorted(signs - torn)
        if not _is_plain(sign)
    ]
    found = list[tuple[str, str]]()
    try:
        typst.compile(
            _PROBE,
            format="pdf",
            ignore_system_fonts=True,
            pdf_standards=STANDARD,
            sys_inputs={"signs": json.dumps(asked)},
        )
    except typst.TypstError as error:
        found = _LACKING.findall(error.diagnostic)
    named = {chr(int(number, 16)) if number else sign for number, sign in found}
    return signs & (torn | named)
