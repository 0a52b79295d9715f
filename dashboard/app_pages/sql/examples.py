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


def write_examples(screen: Screen) -> str:
    """Write all examples as links; `$plan` is bound to the plan on screen."""
    items = (
        tag(
            "li",
            write_link(
                screen,
                "sql",
                escape(example[screen.language]),
                sql=example["sql"].strip(),
                value=list_values(example),
                dimension=example.get("dimension", ()),
                measure=example.get("measure", ()),
            ),
        )
        for example in EXAMPLES
    )
    return tag("ul", *items, class_="results")


def list_values(example: dict[str, Any]) -> list[str]:
    """List the values of the parameters of an example, as they stand in an address."""
    values: dict[str, str] = example.get("values", {})
    return [f"{name}={value}" for name, value in values.items()]
