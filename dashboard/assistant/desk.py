"""Where calls are taken: checked, in their turn and time, answered, and logged.

    desk = Desk(settings)
    told = await desk.take("query_metric", {"metric": "planned"}, ToolCaller("lt", ""))
    told.body, told.text, told.is_error

Nothing here knows the protocol, so that both ways of asking are the same.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Literal

import anyio
from anyio.to_thread import run_sync

from dashboard.api.refusals import make_public
from dashboard.assistant.calls import CATALOGUE, ToolCall
from dashboard.assistant.fences import Cleaner, clean_text, write_fenced
from dashboard.assistant.tools import LANGUAGE, TOOLS
from dashboard.kit.snapshot import find_shown
from pazanga.access.journal import record_asked, record_command
from pazanga.access.reader import OPEN, Visitor
from pazanga.errors import AssistantError, UserError
from pazanga.log import pairs
from pazanga.texts import LANGUAGES, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.assistant.tools import AssistantTool
    from pazanga.settings import Settings
    from pazanga.texts import Language

logger = logging.getLogger(__name__)

AT_ONCE: Final = {"figures": 4, "sql": 1}
"""Calls that run at a time; the others wait for their turn."""
WAITING: Final = 200
"""Calls that run or wait; one more is refused at once."""
SECONDS: Final = 30.0
"""How long a call may wait and run."""
_WAY: Final = "mcp"
_LOGGED: Final = 500
"""Letters of a query that the log keeps."""


@dataclass(frozen=True, slots=True)
class ToolCaller:
    """Who calls a tool, as far as it matters.

    Attributes:
        language: Language of answers where the call names none.
        server: Scheme and host of the pages; empty where there is no server.
        way: How the call came, for the log.
        reader: Who calls; what they may see is all that tools read.
    """

    language: Language
    server: str = ""
    way: Literal["stdio", "http"] = "stdio"
    reader: Visitor = OPEN


@dataclass(frozen=True, slots=True)
class Told:
    """What a caller is told.

    Attributes:
        body: The answer, or the error in both languages.
        text: The same for those who read no structure.
        is_error: Whether it is an error.
    """

    body: Mapping[str, Any]
    text: str
    is_error: bool = False


class Desk:
    """Takes calls of tools.

    Args:
        settings: Where the warehouse is.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._turns = {kind: anyio.CapacityLimiter(n) for kind, n in AT_ONCE.items()}
        self._waiting = 0

    async def take(
        self, name: str, arguments: Mapping[str, Any], caller: ToolCaller
    ) -> Told:
        """Return the answer to a call; an error, the caller's or ours, is one too."""
        tool, started = TOOLS[name], time.monotonic()
        outcome, snapshot = "answered", ""
        try:
            tool.check(arguments)
            told = await self._answer(tool, arguments, caller)
            snapshot = told.body["snapshot"]["name"]
        except UserError as error:
            public = error if isinstance(error, AssistantError) else make_public(error)
            outcome, told = public.name, refuse(public)
        except Exception:
            logger.exception("tool_failed %s", pairs(tool=name))
            outcome, told = "failed", refuse(AssistantError("failed"))
        seconds = f"{time.monotonic() - started:.3f}"
        self._log(name, arguments, caller, outcome, seconds, snapshot)
        return told

    async def _answer(
        self, tool: AssistantTool, arguments: Mapping[str, Any], caller: ToolCaller
    ) -> Told:
        if self._waiting >= WAITING:
            raise AssistantError("busy")
        self._waiting += 1
        try:
            with anyio.fail_after(SECONDS):
                run = partial(self._run, tool, arguments, caller)
                return await run_sync(
                    run, abandon_on_cancel=True, limiter=self._turns[tool.turn]
                )
        except TimeoutError as error:
            raise AssistantError("too_slow", seconds=SECONDS) from error
        finally:
            self._waiting -= 1

    def _run(
        self, tool: AssistantTool, arguments: Mapping[str, Any], caller: ToolCaller
    ) -> Told:
        settings = caller.reader.narrow(self._settings)
        shown = find_shown(settings)
        language: Language = arguments.get(LANGUAGE, caller.language)
        call = ToolCall(settings, shown, language, caller.server, arguments)
        _record(settings, tool, arguments, caller)
        answer, cleaner = tool.answer(call), Cleaner()
        data = cleaner.clean(answer.data)
        cut = [call.explain("notes.texts_cut")] if cleaner.cut_count else []
        body = {
            "snapshot": {
                "name": shown.name,
                "published_at": shown.published_at.isoformat(),
                "is_stale": shown.is_stale,
            },
            "address": answer.address,
            "notes": [*answer.notes, *cut],
            "notice": call.explain("notice"),
            "data": data,
        }
        return Told(body, write_fenced(call.explain("notice"), body))

    @staticmethod
    def _log(
        name: str,
        arguments: Mapping[str, Any],
        caller: ToolCaller,
        outcome: str,
        seconds: str,
        snapshot: str,
    ) -> None:
        told = {
            "tool": name,
            "way": caller.way,
            "outcome": outcome,
            "seconds": seconds,
            "snapshot": snapshot,
        }
        for key in ("metric", "sql"):
            if isinstance(arguments.get(key), str):
                told[key] = clean_text(arguments[key][:_LOGGED])
        logger.info("tool_called %s", pairs(**told))


def refuse(error: UserError) -> Told:
    """Build what is told of an error: a sentence in each language."""
    said = {language: clean_text(error.text(language)) for language in LANGUAGES}
    body = {"error": error.name, **said}
    return Told(body, "\n".join(said.values()), is_error=True)


def _record(
    settings: Settings,
    tool: AssistantTool,
    arguments: Mapping[str, Any],
    caller: ToolCaller,
) -> None:
    """Record what is asked, before it is answered, whichever way it came.

    A command at this machine has no reader: it is recorded as other commands are.
    """
    sql, is_command = arguments.get("sql"), caller.way == "stdio"
    if isinstance(sql, str) and is_command:
        record_asked(settings, sql, _WAY)
    elif isinstance(sql, str):
        caller.reader.record(settings, "sql", way=_WAY, sql=sql)
    elif is_command:
        record_command(settings, "asked", way=_WAY, tool=tool.name)
    else:
        caller.reader.record(settings, "asked", way=_WAY, tool=tool.name)


def refuse_unknown(name: str) -> str:
    """Return what is told of a tool that there is not, in both languages."""
    known = ", ".join(TOOLS)
    return "\n".join(
        clean_text(
            text(CATALOGUE, "errors.unknown_tool", one, found=name[:50], known=known)
        )
        for one in LANGUAGES
    )
