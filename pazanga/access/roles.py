"""Roles, what each may do, and for which municipalities somebody has one."""

from __future__ import annotations

from csv import DictReader
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, Literal, get_args

from pazanga.settings import PROJECT_ROOT
from pazanga.texts import text

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from pazanga.texts import Language

Role = Literal["viewer", "analyst", "editor", "admin"]
ROLES: Final[tuple[Role, ...]] = get_args(Role)
"""From the least to the most; each may do what those before it may."""

EVERYWHERE: Final = "all"
"""Stands for all municipalities."""

ANYWHERE: Final = "any"
"""Stands for any one municipality, where a door is asked about and no data."""

Door = Literal["pages", "sql", "api", "mcp", "export", "load", "write", "admin"]
DOORS: Final[Mapping[Door, Role]] = {
    # Charts, proofs, reports and tables to take away are those of the pages.
    "pages": "viewer",
    "sql": "analyst",
    "api": "analyst",
    "mcp": "analyst",
    "export": "analyst",
    "load": "editor",
    "write": "editor",
    "admin": "admin",
}
"""The least role that each way in asks for."""

RESTRICTED: Final[Role] = "analyst"
"""The least role that sees suppliers, documents and contracts of its municipality."""


def includes(role: Role, least: Role) -> bool:
    """Whether a role may do what another may."""
    return ROLES.index(role) >= ROLES.index(least)


@dataclass(frozen=True, slots=True)
class Grant:
    """A role for some municipalities, and where it comes from.

    Attributes:
        role: The role.
        municipalities: Their codes, or `all`.
        rule: Name of the rule of the mapping, or of the token, that gives it.
    """

    role: Role
    municipalities: frozenset[str]
    rule: str

    def covers(self, municipality: str) -> bool:
        """Whether it holds for a municipality, or for all where that is asked."""
        return bool({EVERYWHERE, municipality} & self.municipalities)


def say_where(codes: Collection[str], language: Language) -> str:
    """Describe municipalities by their names; one that nobody knows by its code."""
    if EVERYWHERE in codes:
        return text("pazanga.access", "everywhere", language)
    names = _read_names()
    listed = [names[code][language] if code in names else code for code in codes]
    return ", ".join(sorted(listed))


@cache
def _read_names() -> dict[str, dict[str, str]]:
    """Read the names of municipalities as they come with the program."""
    path = PROJECT_ROOT / "data" / "reference" / "municipalities.csv"
    with path.open(encoding="utf-8") as stream:
        return {
            row["municipality_code"]: {"lt": row["full_name_lt"], "en": row["name_en"]}
            for row in DictReader(stream)
        }
