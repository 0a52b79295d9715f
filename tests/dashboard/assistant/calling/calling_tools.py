"""Calls of tools in the process, in a thread of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from run_apart import run_apart

from dashboard.assistant.desk import Desk, Told, ToolCaller

if TYPE_CHECKING:
    from pazanga.settings import Settings


def call_desk(settings: Settings, name: str, **arguments: object) -> Told:
    async def call() -> Told:
        return await Desk(settings).take(name, arguments, ToolCaller("lt"))

    told: Told = run_apart(call())
    return told
