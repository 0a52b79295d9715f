"""Worked examples: questions in words, each a link that asks it."""

from __future__ import annotations

import tomllib
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dashboard.kit.html import tag
from dashboard.kit.links import write_link

if TYPE_CHECKING:
    from dashboard.kit.screen import Screen

EXAMPLES: Final[list[dict[str, Any]]] = tomllib.loads(
    Path(__file__).with_name("examples.toml").read_text("utf-8")
)["examples"]


def write_query(example: dict[str, Any], plan_code: str) -> str:
    """Write the query of an example for a plan."""
    quoted = "'" + plan_code.replace("'", "''") + "'"
    sql: str = example["sql"].strip().replace("$plan", quoted)
    return sql


def write_examples(screen: Screen) -> str:
    """Write all examples as links, for the plan on screen."""
    items = (
        tag(
            "li",
            write_link(
                screen,
                "sql",
                escape(example[screen.language]),
                sql=write_query(example, screen.plan_code),
            ),
        )
        for example in EXAMPLES
    )
    return tag("ul", *items, class_="results")
