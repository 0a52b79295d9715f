"""People in texts that a message quotes: names, addresses and telephones are hidden.

A cell that somebody wrote beside a payment may name who is to be asked. The message
needs what it says of the payment, never of whom. What is not sure is hidden: too much
only costs a word of a quotation.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib import resources
from typing import Final

from pazanga.personal_codes import MASK, mask_personal_codes

_MAIL: Final = re.compile(
    r"[\w.+-]+\s?(?:@|\(at\)|\[at\]|\(eta\))\s?[\w-]+(?:\.[\w-]+)+"
)
_PHONE: Final = re.compile(
    r"(?<![\d.,\w/-])(?<!nr )(?<!nr\. )"
    r"(?:(?:\+|00)\s?370|\(?[80]\)?)[\s()./-]*[3-7](?:[\s()./-]*\d){7}"
    r"(?![\d,]|\.\d)"
    r"|(?<=\btel[.:\s])\s*\+?\d[\d\s()./-]{3,16}\d",
    re.IGNORECASE,
)
_LETTERS: Final = r"[^\W\d_]"
_WORD: Final = rf"{_LETTERS}+(?:-{_LETTERS}+)*"
_PAIR: Final = re.compile(rf"\b({_WORD})(\.?\s*)({_WORD})(?:\W{{1,3}}({_WORD}))?")
_SINGLE: Final = re.compile(rf"\b{_WORD}")
_INITIAL: Final = 2


@lru_cache(maxsize=4096)
def hide_people(text: str) -> str:
    """Return a text with `•••` for names, e-mails, telephones and personal codes."""
    said = mask_personal_codes(text, is_code=True)
    said = _PHONE.sub(MASK, _MAIL.sub(MASK, said))
    if not any(map(str.isupper, said)):
        return said
    return _SINGLE.sub(_hide_surname, _hide_pairs(said))


def _hide_pairs(text: str) -> str:
    """Hide a given name, or an initial, with the word behind it."""
    kept, last = [], 0
    while match := _PAIR.search(text, last):
        if _is_person(match):
            kept += [text[last : match.start(1)], MASK]
            last = match.end(3)
        else:
            kept.append(text[last : match.start(3)])
            last = match.start(3)
    return "".join([*kept, text[last:]])


def _is_person(match: re.Match[str]) -> bool:
    given, between, family, after = match.groups()
    if not (given[0].isupper() and family[0].isupper() and len(family) > 1):
        return False
    if _is_body(family) or (after and _is_body(after)):
        return False
    is_initial = len(given) < _INITIAL and between.startswith(".")
    return is_initial or (between.isspace() and _is_given_name(given))


def _hide_surname(match: re.Match[str]) -> str:
    word = match.group()
    if not word[0].isupper() or _plain(word).startswith(_listed("no_surnames")):
        return word
    follows = _SINGLE.search(match.string, match.end())
    if follows and _is_body(follows.group()):
        return word
    return MASK if _plain(word).endswith(_listed("surnames")) else word


def _is_given_name(word: str) -> bool:
    return re.fullmatch(_given_names(), _plain(word)) is not None


def _is_body(word: str) -> bool:
    plain = _plain(word)
    return plain in _listed("streets") or plain.startswith(_listed("bodies"))


@cache
def _given_names() -> re.Pattern[str]:
    stems = "|".join(map(re.escape, _listed("given_names")))
    return re.compile(rf"(?:{stems})(?:i?[aeiouy]{{1,3}}[is]?|i?us|i?aus|i?ui)")


@cache
def _listed(name: str) -> tuple[str, ...]:
    source = resources.files("pazanga").joinpath("people.toml")
    words = tomllib.loads(source.read_text(encoding="utf-8"))[name]
    return tuple(map(_plain, words))


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in letters if not unicodedata.combining(sign))
