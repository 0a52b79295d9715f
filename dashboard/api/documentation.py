"""The page that shows the description to people: one document, no script."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dashboard.api.refusals import find_status
from pazanga.texts import read_catalogue, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pazanga.texts import Language

HTML: Final = "text/html; charset=utf-8"

_STYLE: Final = Path(__file__).with_name("documentation.css")


def write_page(described: dict[str, Any], language: Language) -> str:
    """Write the page for a description.

    Args:
        described: What `describe_interface` gives.
        language: Language of the page.
    """
    info = described["info"]
    title = escape(info["title"])
    parts = [
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width">',
        f"<title>{title}</title><style>{_STYLE.read_text('utf-8')}</style></head>",
        f"<body><h1>{title}</h1><p>{escape(info['description'])}</p>",
        '<p><a href="openapi.json">openapi.json</a> ·',
        f'<a href="tables">{_say("all_tables", language)}</a></p>',
        *(
            _write_operation(path, method, operation, language)
            for path, methods in described["paths"].items()
            for method, operation in methods.items()
        ),
        f"<h2>{_say('all_refusals', language)}</h2><table>",
        *_write_refusals(language),
        "</table></body></html>",
    ]
    return "\n".join(parts)


def _write_operation(
    path: str, method: str, operation: dict[str, Any], language: Language
) -> str:
    rows = [
        (parameter["name"], parameter["description"])
        for parameter in operation["parameters"]
    ]
    if body := operation.get("requestBody"):
        properties = next(iter(body["content"].values()))["schema"]["properties"]
        rows += [(name, found["description"]) for name, found in properties.items()]
    answers = operation["responses"]
    kinds = ", ".join(
        f"<code>{escape(kind)}</code>" for kind in answers["200"]["content"]
    )
    statuses = ", ".join(sorted(answers))
    return "".join(
        [
            f'<section id="{operation["operationId"]}">',
            f"<h2><code>{method.upper()} {escape(path)}</code></h2>",
            f"<p>{escape(operation['summary'])}</p>",
            f"<table>{''.join(map(_write_row, rows))}</table>" if rows else "",
            f"<p>{escape(answers['200']['description'])} {kinds}</p>",
            f"<p>{_say('statuses', language)} {statuses}</p></section>",
        ]
    )


def _write_row(row: tuple[str, str]) -> str:
    name, said = row
    return f"<tr><td><code>{escape(name)}</code></td><td>{escape(said)}</td></tr>"


def _write_refusals(language: Language) -> Iterator[str]:
    """Yield a row for each type of error: its address leads here."""
    for name in read_catalogue("dashboard.api")["titles"]:
        title = text("dashboard.api", f"titles.{name}", language)
        yield (
            f'<tr id="{name}"><td><code>{name}</code></td>'
            f"<td>{find_status(name)}</td><td>{escape(title)}</td></tr>"
        )


def _say(key: str, language: Language) -> str:
    return escape(text("dashboard.api", f"described.{key}", language))
