"""Somebody who asks: which roles they have, and what is decided about a door, and why.

decision = reader.decide("api", "19")
decision.is_allowed, decision.describe("lt")
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal

from pazanga.access.journal import NOBODY, record_event, record_query
from pazanga.access.roles import (
    ANYWHERE,
    DOORS,
    EVERYWHERE,
    RESTRICTED,
    ROLES,
    Grant,
    includes,
    say_where,
)
from pazanga.errors import AccessError
from pazanga.texts import text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pazanga.access.roles import Door, Role
    from pazanga.settings import Settings
    from pazanga.texts import Language

PUBLIC: Final = "public"
"""The audience that sees nothing restricted."""

ReaderKind = Literal["open", "nobody", "login", "token", "look"]


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether somebody may pass a door, and why.

    Attributes:
        door: What was asked for.
        needed: The least role for it.
        municipality: For which municipality; `all` for all, `any` where any will do.
        grant: The role that lets them pass; the highest they have where none does.
        is_allowed: Whether they may.
        kind: What they are known by.
    """

    door: Door
    needed: Role
    municipality: str
    grant: Grant | None
    is_allowed: bool
    kind: ReaderKind

    def describe(self, language: Language) -> str:
        """Describe it: the rule that decided, or what is missing."""
        said = {
            "door": text("pazanga.access", f"doors.{self.door}", language),
            "needed": text("pazanga.access", f"roles.{self.needed}", language),
        }
        if self.municipality != ANYWHERE:
            said["asked"] = say_where({self.municipality}, language)
        if self.grant is not None:
            role = text("pazanga.access", f"roles.{self.grant.role}", language)
            where = say_where(self.grant.municipalities, language)
            said |= {"role": role, "rule": self.grant.rule, "where": where}
        return text("pazanga.access", self._choose_reason(), language, **said)

    def _choose_reason(self) -> str:
        """Return the key of the text that describes it."""
        if self.kind == "open":
            return "because.open"
        if self.kind == "nobody":
            return f"because.{'anyone' if self.is_allowed else 'nobody'}"
        if self.grant is None:
            return (
                f"because.{'no_rule' if self.municipality == ANYWHERE else 'elsewhere'}"
            )
        return f"{'because' if self.is_allowed else 'too_little'}.{self.kind}"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who asks.

    Attributes:
        kind: `open` where there are no logins; `nobody`, `login` or `token` where there
            are; `look` for an admin who looks as another role.
        subject: A pseudonym, for the journal.
        grants: Their roles.
        name: What pages call them; it is kept nowhere else.
        session: Key of the session; empty for those who have none.
    """

    kind: ReaderKind
    subject: str = ""
    grants: tuple[Grant, ...] = ()
    name: str = ""
    session: str = ""

    def decide(self, door: Door, municipality: str | None = ANYWHERE) -> Decision:
        """Decide whether they may pass a door.

        Args:
            door: What is asked for.
            municipality: For which one; `all` for all, `any` where any one will do.
                One that is empty or none is not known: it needs the right for all.
        """
        asked = municipality or EVERYWHERE
        needed = DOORS[door]
        grants = [
            grant for grant in self.grants if asked == ANYWHERE or grant.covers(asked)
        ]
        best = max(grants, key=lambda grant: ROLES.index(grant.role), default=None)
        is_allowed = self.kind == "open" or (
            best is not None and includes(best.role, needed)
        )
        return Decision(door, needed, asked, best, is_allowed, self.kind)

    def may(self, door: Door, municipality: str | None = ANYWHERE) -> bool:
        """Whether they may pass a door."""
        return self.decide(door, municipality).is_allowed

    def record(self, settings: Settings, event: str, **fields: Any) -> None:  # noqa: ANN401 - any JSON
        """Record what they did.

        Nothing at a machine of one's own: where nobody logs in and it is not for all.

        Raises:
            OSError: The journal cannot be written: what is not recorded is not done.
        """
        if self.kind == "open" and not settings.is_public:
            return
        who = self.subject or NOBODY
        if event == "sql":
            record_query(settings.access_dir, who, **fields)
        else:
            record_event(settings.access_dir, who, event, **fields)

    def narrow(self, settings: Settings) -> Settings:
        """Return settings by which nothing is read that they may not see."""
        if self.kind == "open":
            # Whoever starts a command chose whose view it is.
            return settings
        return replace(settings, audience=self.find_audience())

    def find_audience(self) -> str:
        """Return which data they see: empty for all, `public`, or codes and dashes."""
        if self.kind == "open":
            return ""
        codes: set[str] = set()
        for grant in self.grants:
            if includes(grant.role, RESTRICTED):
                codes |= grant.municipalities
        if EVERYWHERE in codes:
            return ""
        return "-".join(sorted(codes)) or PUBLIC


OPEN: Final = Visitor("open")
"""Whoever asks where there are no logins."""

SCOPE: Final = "pazanga.reader"
"""Where a request carries who makes it, once the gate has found out."""


def read_reader(settings: Settings, scope: Mapping[str, Any]) -> Visitor:
    """Return who makes a request that has passed the gate.

    Raises:
        AccessError: It has not, although there are logins.
    """
    reader = scope.get(SCOPE)
    if isinstance(reader, Visitor):
        return reader
    if settings.logins is not None:
        raise AccessError("no_gate")
    return OPEN
