"""Texts for people, in both languages, kept as data beside the code that uses them.

A catalogue is a TOML file. Each text is a table with `lt` and `en`; a text that counts
something gives CLDR plural forms instead: `lt = {one = "…", few = "…", other = "…"}`.
Placeholders are those of `str.format`.

Error tree of the project:

    UserError              something a person can mend: code, fields, both languages
      ├─ DocumentError     (etl) a document that is not what it should be
      ├─ WarehouseError    (warehouse) models, audits, publication
      └─ DashboardError    (dashboard) no snapshot, a query refused
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal, get_args

from babel import Locale

if TYPE_CHECKING:
    from decimal import Decimal

Language = Literal["lt", "en"]
LANGUAGES: Final = get_args(Language)


class UserError(Exception):
    """An error a person can mend, said in the person's language.

    Args:
        code: `<package>.<name>`: a text in that package's `messages.toml`.
        fields: What the text mentions: where, expected, found, next step.

    Attributes:
        exit_code: What the command line ends with.
    """

    exit_code: ClassVar[int] = 2

    def __init__(self, code: str, **fields: Any) -> None:  # noqa: ANN401
        """Keep the code and the fields; the text is made when it is shown."""
        super().__init__(code, fields)
        self.code = code
        self.fields = fields

    def text(self, language: Language) -> str:
        """Say what happened, where, what was expected, and what to do."""
        package, _, name = self.code.partition(".")
        return text(package, name, language, **self.fields)

    def __str__(self) -> str:
        """Give the English text: for logs and for engineers."""
        return self.text("en")


@cache
def read_catalogue(package: str, name: str = "messages") -> dict[str, Any]:
    """Read `<name>.toml` of an import package, e.g. `etl` or `dashboard.texts`."""
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
    """Look up a text and fill in its fields.

    Args:
        package: Import package that holds the catalogue.
        key: Name of the text; dots descend into tables.
        language: `lt` or `en`.
        catalogue: File name without ending.
        fields: Values of the placeholders; `count` also chooses the plural form.

    Raises:
        KeyError: The catalogue has no such text: a mistake in the program.
    """
    entry: Any = read_catalogue(package, catalogue)
    for part in key.split("."):
        entry = entry[part]
    form = entry[language]
    if isinstance(form, dict):
        form = form[plural_form(fields["count"], language)]
    return str(form).format(**fields)


def plural_form(count: float | Decimal, language: Language) -> str:
    """Name the CLDR plural form of a count: `one`, `few` or `other`.

    Lithuanian has a form for 1, 21, 31 (`one`), one for 2 to 9 (`few`), one for 10 to
    20 and the tens (`other`), and one for fractions, which we say like `few`.
    """
    form = Locale.parse(language).plural_form(count)
    return "few" if form == "many" else str(form)
