"""A call of a tool, and what it is answered with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from dashboard.kit.links import write_address
from dashboard.kit.pages import HOME
from dashboard.kit.plans import query_plans
from dashboard.kit.screen import Screen
from pazanga.errors import AssistantError
from pazanga.texts import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dashboard.kit.snapshot import Shown
    from pazanga.settings import Settings
    from pazanga.texts import Language

CATALOGUE: Final = "dashboard.assistant"
_MOST_PLANS: Final = 60


@dataclass(frozen=True, slots=True)
class ToolCall:
    """One call, its arguments checked by the schema of the tool.

    Attributes:
        settings: Where the warehouse is.
        shown: The snapshot of the whole answer, whatever is published meanwhile.
        language: Language of names and sentences.
        server: Scheme and host of the pages, as `http://127.0.0.1:8501`; empty where
            the caller is not on a server.
        arguments: What the tool was given.
    """

    settings: Settings
    shown: Shown
    language: Language
    server: str
    arguments: Mapping[str, Any]

    def explain(self, key: str, **fields: Any) -> str:  # noqa: ANN401 - fields of a text
        """Return a text of the tools."""
        return text(CATALOGUE, key, self.language, **fields)

    def make_screen(self, plan: str = "") -> Screen:
        """Make what addresses and names are written by.

        Args:
            plan: Code of the plan; that which the call names, or the largest, if none.

        Raises:
            AssistantError: There is no such plan, or none at all.
        """
        rows = query_plans(self.shown.path, self.language)
        plans = dict(rows.select("plan_code", "plan_name").iter_rows())
        wanted = plan or self.arguments.get("plan") or next(iter(plans), "")
        if wanted not in plans:
            known = ", ".join(list(plans)[:_MOST_PLANS]) or "–"
            raise AssistantError("unknown_plan", found=wanted, known=known)
        return Screen(self.language, self.shown, wanted, plans[wanted])

    def write_url(
        self, screen: Screen, page: str, **values: str | Iterable[str]
    ) -> str:
        """Write the address of a page: whole on a server, else from the path on."""
        address = write_address(screen, page, **values)
        return f"{self.server}/{address.removeprefix('./' if page == HOME else '')}"


@dataclass(frozen=True, slots=True)
class ToolAnswer:
    """What a tool found.

    Attributes:
        address: Address of the page that shows it.
        data: What is told: names, values as text, lists of them.
        notes: What must not be misunderstood, in our own words.
    """

    address: str
    data: Mapping[str, Any]
    notes: tuple[str, ...] = field(default=())
