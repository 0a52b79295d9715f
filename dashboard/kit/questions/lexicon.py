"""The words that questions are read by: those of the file of metrics, and all names.

It is built once for a snapshot and language. Lithuanian words are kept without marks
and endings, English ones without their plural `s`; a code is kept as it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Final, Literal

from dashboard.kit.search.patterns import find_stem, fold_text, make_patterns

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dashboard.kit.questions.metrics import Metrics
    from pazanga.texts import Language

Kind = Literal["idea", "value", "noise", "refused"]
Key = tuple[str, ...]

LONGEST: Final = 6
"""Words of the longest phrase that is looked for."""

WORD: Final = re.compile(
    r"\d{4}[-–/]\d{4}|\d+(?:\.\d+)*(?![^\W_])(?:-[^\W\d_]+)?|[^\W_]+(?:(?<=\d)-[^\W\d_]+)?"
)
"""Words, numbers and codes; those may have an ending of their own: `2024-aisiais`."""

_SHORT: Final = 4
"""Letters of a word that may tell a school from others, at least."""

_GENERIC: Final = frozenset(
    map(
        find_stem,
        ("gimnazija", "progimnazija", "mokykla", "pagrindine", "pradine", "vidurine"),
    )
)
"""Stems in names of schools that say only what they are."""

_KINDS_OF_PLACE: Final = {
    "m": ("m", "miest", "city"),
    "r": ("r", "rajon", "district"),
}
"""How a city and a district of one name are told apart, by the mark in its name."""


@dataclass(frozen=True)
class Meaning:
    """What a word or phrase may mean.

    Attributes:
        kind: What it is.
        code: Idea, or code of a value.
        dimension: Dimension of a value.
        name: What a value is called.
        asked: The words that ask for it.
        plan_code: Plan that the value belongs to; empty where it belongs to none.
    """

    kind: Kind
    code: str = ""
    dimension: str = ""
    name: str = ""
    asked: str = ""
    plan_code: str = ""


@dataclass(frozen=True)
class NamedThing:
    """A thing of the snapshot that questions may name.

    Attributes:
        kind: Dimension that it is a value of.
        code: Its code, as the page's parameter has it.
        plan_code: Plan that it belongs to; empty where it belongs to none.
        number: Number or code that readers type.
        name_lt: What it is called in Lithuanian.
        name_en: What it is called in English.
    """

    kind: str
    code: str
    plan_code: str
    number: str
    name_lt: str
    name_en: str


class Lexicon:
    """Meanings of words, in both languages.

    Args:
        metrics: Measures, dimensions and their words.
        things: What the snapshot names.
        language: Language that values are named in.
    """

    def __init__(
        self, metrics: Metrics, things: Iterable[NamedThing], language: Language
    ) -> None:
        self.metrics, self.language = metrics, language
        self._words: dict[Key, dict[Meaning, None]] = defaultdict(dict)
        self._schools: dict[str, dict[Meaning, None]] = defaultdict(dict)
        self._titles: dict[str, list[str]] = defaultdict(list)
        self._values: dict[str, dict[Meaning, None]] = defaultdict(dict)
        # Plans number their schools and indicators alike: a code is no name by itself.
        named = list(dict.fromkeys(things))
        self._add_metrics({(thing.kind, thing.code): thing for thing in named})
        for thing in named:
            self._add_thing(thing)

    def find(self, words: Sequence[str]) -> list[Meaning]:
        """List what a phrase may mean, as a whole."""
        folded = [fold_text(word) for word in words]
        keys = [_key_whole(folded), _key_lt(folded), *_list_keys_en(folded)]
        found = (self._words[key] for key in keys if key in self._words)
        return list(dict.fromkeys(meaning for one in found for meaning in one))

    def find_schools(self, word: str) -> list[Meaning]:
        """List the schools that have a word in their name."""
        return list(self._schools.get(find_stem(fold_text(word)), ()))

    def is_in_titles(self, words: Sequence[str], plan: str) -> bool:
        """Whether titles of activities of a plan hold each word, as the page finds it.

        A word of them alone says little, so that one shorter than four letters is none.
        """
        patterns = [re.compile(p) for word in words for p in make_patterns(word)]
        is_long = all(word.isalpha() and len(word) >= _SHORT for word in words)
        titles = self._titles.get(plan, [])
        return is_long and all(any(map(p.search, titles)) for p in patterns)

    def list_values(self, dimension: str, plan: str) -> list[Meaning]:
        """List the values of a dimension in a plan, in their order."""
        return [
            meaning
            for meaning in self._values[dimension]
            if meaning.plan_code in {"", plan}
        ]

    def find_plan_name(self, plan: str) -> str:
        """Return the name of a plan's municipality."""
        names = {m.plan_code: m.name for m in self._values["plan"] if m.plan_code}
        return names.get(plan, plan)

    def _add_metrics(self, known: Mapping[tuple[str, str], NamedThing]) -> None:
        metrics = self.metrics
        for idea, words in metrics.ideas.items():
            self._add(words, Meaning("idea", idea))
        self._add(metrics.noise, Meaning("noise"))
        self._add(metrics.generic, Meaning("refused"))
        self._add(metrics.refused, Meaning("refused"))
        for dimension in metrics.dimensions.values():
            for code, words in dimension.values.items():
                thing = known.get((dimension.code, code))
                asked = (words[self.language] or (code,))[0]
                if dimension.code == "word":
                    asked = code
                name = self._name(thing) if thing else asked
                meaning = Meaning("value", code, dimension.code, name, asked)
                self._add(words, meaning)

    def _add_thing(self, thing: NamedThing) -> None:
        if thing.kind in {"area", "category", "exam", "subject"}:
            return
        add = {"plan": self._add_plan, "school": self._add_school}
        name, number = self._name(thing), thing.number
        asked = name if thing.kind == "plan" else number
        meaning = Meaning("value", thing.code, thing.kind, name, asked, thing.plan_code)
        if thing.kind == "activity":
            self._titles[thing.plan_code].append(fold_text(f"{number} {name}"))
        if thing.kind in add:
            add[thing.kind](thing, meaning)
        if number:
            self._words[_key_lt(_split(number))][meaning] = None
            self._values[thing.kind][meaning] = None

    def _name(self, thing: NamedThing) -> str:
        return thing.name_lt if self.language == "lt" else thing.name_en

    def _add_plan(self, thing: NamedThing, meaning: Meaning) -> None:
        self._values["plan"][meaning] = None
        lithuanian = _split(thing.name_lt)
        mark = next((word for word in lithuanian if word in _KINDS_OF_PLACE), "")
        place = lithuanian[: lithuanian.index(mark or "sav")]
        english = _split(thing.name_en)
        kinds = _KINDS_OF_PLACE.get(mark, ())
        place_en = [word for word in english if word not in kinds]
        for kind in ("", *kinds):
            tail = [kind] if kind else []
            self._words[_key_lt([*place, *tail])][meaning] = None
            for key in _list_keys_en([*place_en, *tail]):
                self._words[key][meaning] = None

    def _add_school(self, thing: NamedThing, meaning: Meaning) -> None:
        words = [w for w in _split(thing.name_lt) if find_stem(w) not in _GENERIC]
        for start in range(len(words) - 1):
            self._words[_key_lt(words[start:])][meaning] = None
        for word in words:
            stem = find_stem(word)
            if len(word) >= _SHORT and word.isalpha():
                self._schools[stem][meaning] = None

    def _add(self, words: Mapping[Language, tuple[str, ...]], meaning: Meaning) -> None:
        if meaning.dimension:
            self._values[meaning.dimension][meaning] = None
        for language, phrases in words.items():
            for phrase in phrases:
                for key in _list_keys(phrase, language):
                    self._words[key][meaning] = None


def fold_code(word: str) -> str:
    """Write a code as the data have it: `2024` of `2024-aisiais`, `2021-2022`."""
    begin, dash, end = word.partition("-")
    if dash and end.isalpha():
        return begin
    return re.sub(r"(?<=\d)[–/](?=\d)", "-", word)


def _split(text: str) -> list[str]:
    return [fold_code(word) for word in WORD.findall(fold_text(text))]


def _list_keys(phrase: str, language: Language) -> list[Key]:
    words = _split(phrase)
    if phrase.startswith("="):
        return [_key_whole(words)]
    return [_key_lt(words)] if language == "lt" else _list_keys_en(words)


def _key_whole(words: Sequence[str]) -> Key:
    return ("=", *words)


def _key_lt(words: Sequence[str]) -> Key:
    return ("lt", *map(find_stem, words))


def _list_keys_en(words: Sequence[str]) -> list[Key]:
    """List the keys of a phrase: each of its words may be a plural."""
    forms = [{word, word.removesuffix("s")} for word in words]
    return [("en", *key) for key in product(*forms)]
