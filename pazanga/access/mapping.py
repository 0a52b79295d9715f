"""The mapping: which claims of a login give which role, read anew whenever it changes.

    [[rules]]
    name = "education department"
    claim = "groups"
    values = ["svietimas"]
    role = "editor"
    municipalities = ["19"]

In place of `claim` and `values`, `who` is `logged-in` or `anyone`. A file that cannot
be understood gives nobody anything.
"""

from __future__ import annotations

import re
import tomllib
from csv import DictReader
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from pazanga.access.roles import EVERYWHERE, ROLES, Grant
from pazanga.errors import AccessError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from typing import TypeGuard

    from pazanga.access.roles import Role

ANYONE: Final = "anyone"
LOGGED_IN: Final = "logged-in"
MOST_BYTES: Final = 1 << 20
MOST_NAME: Final = 80
EMAIL: Final = "email"

_KEYS: Final = frozenset({"name", "claim", "values", "who", "role", "municipalities"})
_BY_CLAIM: Final = frozenset({"claim", "values"})
_CODE: Final = re.compile(r"[a-z0-9]{1,10}", re.ASCII)


@dataclass(frozen=True, slots=True)
class AccessRule:
    """One rule: who gets a role, and for which municipalities.

    Attributes:
        grant: What they get.
        who: `anyone`, `logged-in`, or empty where a claim decides.
        claim: Name of the claim; dots lead into what it holds.
        values: Texts of which the claim holds one.
    """

    grant: Grant
    who: str
    claim: str
    values: frozenset[str]

    def fits(self, claims: Mapping[str, Any] | None) -> bool:
        """Whether it gives its role to somebody.

        Args:
            claims: What the login says of them; None where nobody is logged in.
        """
        if claims is None or self.who:
            return self.who == ANYONE or (self.who == LOGGED_IN and claims is not None)
        # An address that nobody checked may be anybody's.
        if self.claim == EMAIL and claims.get("email_verified") is not True:
            return False
        return bool(self.values & read_claim(claims, self.claim))


@dataclass(frozen=True, slots=True)
class AccessMapping:
    """All rules of a file, in its order."""

    rules: tuple[AccessRule, ...]

    @property
    def claims(self) -> frozenset[str]:
        """Return the names of the claims that rules look at."""
        return frozenset(rule.claim.partition(".")[0] for rule in self.rules) - {""}

    def find_grants(self, claims: Mapping[str, Any] | None) -> tuple[Grant, ...]:
        """Find the roles of somebody.

        Args:
            claims: What the login says of them; None where nobody is logged in.
        """
        return tuple(rule.grant for rule in self.rules if rule.fits(claims))


def read_claim(claims: Mapping[str, Any], name: str) -> frozenset[str]:
    """Read the texts of a claim: one, or a list; what is no text is none."""
    found: Any = claims
    for part in [name] if name in claims else name.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    texts = found if isinstance(found, list) else [found]
    return frozenset(one for one in texts if isinstance(one, str))


def read_mapping(path: Path) -> AccessMapping:
    """Read the mapping; as long as the file stays the same, what was read before.

    Raises:
        AccessError: It is missing, cannot be read, or a rule makes no sense.
    """
    try:
        status = path.stat()
        identity = (status.st_ino, status.st_size, status.st_mtime_ns)
        return _read(path, identity)
    except OSError as error:
        raise AccessError("mapping_unreadable", path=path, why=error) from error


@lru_cache(maxsize=8)
def _read(path: Path, _identity: tuple[int, ...]) -> AccessMapping:
    content = path.read_bytes()
    if len(content) > MOST_BYTES:
        raise AccessError("mapping_unreadable", path=path, why=f"> {MOST_BYTES} B")
    try:
        table = tomllib.loads(content.decode("utf-8"))
    except ValueError as error:
        raise AccessError("mapping_unreadable", path=path, why=error) from error
    rules = table.get("rules")
    if set(table) != {"rules"} or not isinstance(rules, list) or not rules:
        raise AccessError("mapping_without_rules", path=path)
    read = tuple(
        _parse_rule(path, number, rule) for number, rule in enumerate(rules, 1)
    )
    names = [rule.grant.rule for rule in read]
    for name in names:
        if names.count(name) > 1:
            raise AccessError("rule_repeated", path=path, rule=name)
    return AccessMapping(read)


def _parse_rule(path: Path, number: int, rule: object) -> AccessRule:
    def refuse(key: str) -> AccessError:
        return AccessError("rule_wrong", path=path, number=number, key=key)

    if not isinstance(rule, dict):
        raise refuse("rules")
    if unknown := {str(key) for key in rule} - _KEYS:
        raise refuse(", ".join(sorted(unknown)))
    name, role = rule.get("name"), rule.get("role")
    if not isinstance(name, str) or not 0 < len(name.strip()) <= MOST_NAME:
        raise refuse("name")
    if role not in ROLES:
        raise refuse("role")
    codes = parse_municipalities(rule.get("municipalities"))
    if not codes:
        raise refuse("municipalities")
    who, claim = rule.get("who", ""), rule.get("claim", "")
    values = _list_texts(rule.get("values"))
    if "who" in rule and (who not in {ANYONE, LOGGED_IN} or {*rule} & _BY_CLAIM):
        raise refuse("who")
    if not who and not (isinstance(claim, str) and claim):
        raise refuse("claim")
    if not who and not values:
        raise refuse("values")
    return AccessRule(_make_grant(name, role, codes), who, claim, values)


def _make_grant(name: str, role: Role, codes: frozenset[str]) -> Grant:
    return Grant(role, codes, name.strip())


def check_municipalities(
    reference: Path, given: Sequence[str] | None
) -> frozenset[str]:
    """Return the municipalities somebody named; all where nobody named any.

    Args:
        reference: `Settings.reference_dir`.
        given: Their codes.

    Raises:
        AccessError: There is none of such a code.
    """
    if not given:
        return frozenset({EVERYWHERE})
    with (reference / "municipalities.csv").open(encoding="utf-8") as stream:
        known = {row["municipality_code"]: row["name_lt"] for row in DictReader(stream)}
    for code in given:
        if code not in known:
            listed = ", ".join(f"{one} {name}" for one, name in known.items())
            raise AccessError("municipality_unknown", code=code, known=listed)
    return frozenset(given)


def parse_municipalities(given: object) -> frozenset[str]:
    """Parse `all`, or a list of codes; nothing for what is neither."""
    if given == EVERYWHERE:
        return frozenset({EVERYWHERE})
    codes = _list_texts(given)
    return codes if all(map(_CODE.fullmatch, codes)) else frozenset()


def _list_texts(given: object) -> frozenset[str]:
    """List the texts of a list that holds nothing else; none of any other value."""
    found = [one for one in given if isinstance(one, str)] if _is_list(given) else []
    is_whole = _is_list(given) and len(found) == len(given) and all(found)
    return frozenset(found) if is_whole else frozenset()


def _is_list(given: object) -> TypeGuard[list[object]]:
    return isinstance(given, list)
