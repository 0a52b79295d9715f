"""Texts for people, in both languages, kept as data beside the code that uses them.

A catalogue is a TOML file. Each text is a table with `lt` and `en`; a text that counts
something gives CLDR plural forms instead: `lt = {one = "…", few = "…", other = "…"}`.
Placeholders are those of `str.format`.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from babel import Locale

from pazanga.program import fill_in_calls

if TYPE_CHECKING:
    from decimal import Decimal

Language = Literal["lt", "en"]
LANGUAGES: Final = get_args(Language)

_SECOND_STOP: Final = re.compile(r"(?<=[^\W\d_]\.)\.(?![./\\])")
"""The full stop of a sentence that ends in an abbreviation: `47 proc..`."""


@cache
def read_catalogue(package: str, name: str = "messages") -> dict[str, Any]:
    """Read `<name>.toml` of an import package, e.g. `etl` or `dashboard.kit`."""
    source = resources.files(package).joinpath(f"{name}.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


def text(
    package: str,
    key: str,
    language: Language,
    /,
    *,
    catalogue: str = "messages",
    **fields: Any,  # noqa: ANN401
) -> str:
    """Return a text with its fields filled in.

    Args:
        package: Import package that holds the catalogue.
        key: Name of the text; dots descend into tables.
        language: `lt` or `en`.
        catalogue: File name without ending.
        fields: Values of the placeholders; `count` also chooses the plural form.

    Raises:
        KeyError: The catalogue has no such text: a mistake in the program.
    """
    form = _find_entry(package, catalogue, key)[language]
    if isinstance(form, dict):
        form = form[plural_form(fields["count"], language)]
    said = fill_in_calls(str(form)).format(**fields)
    return _SECOND_STOP.sub("", said) if ".." in said else said


@cache
def _find_entry(package: str, catalogue: str, key: str) -> Any:  # noqa: ANN401
    entry: Any = read_catalogue(package, catalogue)
    for part in key.split("."):
        entry = entry[part]
    return entry


def plural_form(count: float | Decimal, language: Language) -> str:
    """Choose the CLDR plural form of a count: `one`, `few` or `other`.

    Lithuanian has a form for 1, 21, 31 (`one`), one for 2 to 9 (`few`), one for 10 to
    20 and the tens (`other`), and one for fractions, which we say like `few`.
    """
    form = _find_locale(language).plural_form(count)
    return "few" if form == "many" else str(form)


@cache
def _find_locale(language: Language) -> Locale:
    return Locale.parse(language)
