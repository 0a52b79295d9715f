"""Write the data dictionary, command reference, lists of questions, words and pages.

The dictionary is read from the comments of an empty warehouse, the reference from the
command line itself, questions from the file of metrics, words from that of terms;
`--check` only says whether the files are current.
"""

from __future__ import annotations

import re
import sys
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

import typer

from dashboard.kit.glossary.terms import read_terms
from dashboard.kit.questions.metrics import read_metrics
from etl.refresh.raw import create_raw
from pazanga.cli.app import app
from warehouse.audits import read_audits
from warehouse.build import MODELS_DIR, build_models
from warehouse.connection import connect_memory
from warehouse.lineage import read_models
from warehouse.ops import create_ops

if TYPE_CHECKING:
    from collections.abc import Iterator

    from duckdb import DuckDBPyConnection

DOCS: Final = Path(__file__).resolve().parent.parent / "docs"
GENERATED: Final = "<!-- Written by `make docs`; change what it is written from. -->"

LAYERS: Final = {
    "marts": "What analysts query: dimensions, bridges and facts; names stay.",
    "reports": "What the dashboard's pages show, one table per question.",
    "ops": "What the warehouse remembers about its own making.",
    "raw": "What the sources say, typed and checked, nothing changed.",
}
STEPS: Final = {
    "staging": "Raw tables with the names used from here on. Views.",
    "intermediate": "Steps between staging and marts. Views.",
}
"""Layers nobody needs but who builds models: their columns are those of the others."""

AUDITED: Final = """\
Each is a query in `warehouse/audits/` that must return no rows. Besides them, every
`not_null`, `unique`, `accepted_values` and `relationships` in the descriptions of the
models stops the publication too."""
ENDS: Final = {"error": "stops the publication", "warning": "is only shown"}
"""What follows where an audit finds rows."""

EVERY_COMMAND: Final = """\
Every command also takes `--help`. It speaks Lithuanian, or English with
`PAZANGA_LANGUAGE=en`. Exit codes: 0 done, 1 audits failed, 2 something a person can
mend, 3 another refresh runs, 4 `sql` gives CSV, JSON or Parquet without all rows;
130 stopped by Ctrl+C, 141 nobody reads what it prints.

Of a file `check` and `refresh` say the same: 0 where it is loaded, with rows put
aside or without; 2 where a sheet of it is not loaded, where none of its rows is good,
or where more than `PAZANGA_BAD_ROWS_PERCENT` of them, and at least 5, are bad."""

_NOTE: Final = re.compile(r" \[(unit|source|lt|en): ([^]]*)\]")


def write_dictionary() -> str:
    """Describe every table and column of the warehouse, layer by layer."""
    connection = connect_memory()
    create_ops(connection)
    create_raw(connection)
    build_models(connection)
    lines = ["# Data dictionary", "", GENERATED, ""]
    lines += ["Every text here is also a comment in the database (`comment on`).", ""]
    for layer, about in LAYERS.items():
        lines += [f"## {layer}", "", about, ""]
        lines += describe_layer(connection, layer)
    for layer, about in STEPS.items():
        lines += [f"## {layer}", "", about, "", "| view | meaning |", "|---|---|"]
        for name, comment in list_tables(connection, layer):
            lines.append(f"| `{name}` | {comment} |")
        lines.append("")
    connection.close()
    lines += ["## Audits", "", AUDITED, "", *describe_audits()]
    return "\n".join(lines).rstrip() + "\n"


def describe_layer(connection: DuckDBPyConnection, layer: str) -> Iterator[str]:
    """Return the lines about all tables of a layer, by name."""
    sources = {
        model.table: sorted(model.references)
        for model in read_models(connection, MODELS_DIR)
    }
    for name, comment in list_tables(connection, layer):
        yield from [f"### {layer}.{name}", "", comment, ""]
        if sources.get(f"{layer}.{name}"):
            yield f"Made from: {', '.join(sources[f'{layer}.{name}'])}."
            yield ""
        yield from describe_columns(connection, layer, name)


def list_tables(connection: DuckDBPyConnection, layer: str) -> list[tuple[str, str]]:
    """Return name and comment of all tables and views of a layer, by name."""
    tables: list[tuple[str, str]] = connection.execute(
        "select table_name, comment from duckdb_tables() where schema_name = $layer"
        " union all select view_name, comment from duckdb_views()"
        " where schema_name = $layer order by all",
        {"layer": layer},
    ).fetchall()
    return tables


def describe_columns(
    connection: DuckDBPyConnection, layer: str, table: str
) -> Iterator[str]:
    """Return the lines of one table's columns: type, unit, meaning, labels."""
    columns = connection.execute(
        "select column_name, data_type, comment from duckdb_columns()"
        " where schema_name = ? and table_name = ? order by column_index",
        [layer, table],
    ).fetchall()
    yield "| column | type | unit | meaning | lt | en |"
    yield "|---|---|---|---|---|---|"
    for name, kind, comment in columns:
        notes = dict(_NOTE.findall(comment))
        meaning = _NOTE.sub("", comment).replace("|", "\\|")
        labels = f"{notes.get('lt', '')} | {notes.get('en', '')}"
        yield f"| `{name}` | {kind} | {notes.get('unit', '')} | {meaning} | {labels} |"
    yield ""


def describe_audits() -> Iterator[str]:
    """Return the lines about the audits, those that stop a publication first."""
    yield "| audit | a broken promise | promise |"
    yield "|---|---|---|"
    for audit in sorted(
        read_audits({}), key=lambda audit: (audit.severity, audit.name)
    ):
        yield f"| `{audit.name}` | {ENDS[audit.severity]} | {audit.promise_en} |"


def write_commands() -> str:
    """Describe every command, its arguments and options."""
    group = typer.main.get_command(app)
    lines = ["# Commands", "", GENERATED, "", EVERY_COMMAND, ""]
    for name, command in _list_commands(group):
        lines += [f"## pazanga {name}", "", command.help, ""]
        lines += ["| argument or option | meaning | default |", "|---|---|---|"]
        lines += [_describe_parameter(parameter) for parameter in command.params]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _list_commands(group: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """Return every command by its name, those of a group within it."""
    for name, command in sorted(vars(group)["commands"].items()):
        if "commands" in vars(command):
            for own, inner in _list_commands(command):
                yield f"{name} {own}", inner
        else:
            yield name, command


def _describe_parameter(parameter: Any) -> str:  # noqa: ANN401 - no public type
    is_option = parameter.opts[0].startswith("--")
    name = ", ".join(parameter.opts) if is_option else parameter.name.upper()
    kind = parameter.type_descriptor.annotation
    choices = [member.value for member in kind] if _is_choice(kind) else []
    words = [parameter.help or "", *(f"`{choice}`" for choice in choices)]
    meaning = " ".join(words).replace("|", "\\|")
    default = getattr(parameter.default, "value", parameter.default)
    shown = f"`{default}`" if default not in {None, False} else ""
    return f"| `{name}` | {meaning} | {shown} |"


def _is_choice(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, Enum)


ASKING: Final = """\
The field above every page answers questions in words. What it knows is
`dashboard/kit/questions/metrics.toml`, and nothing else: a question is read by the
words of `words.toml` beside it, listed below, and by names of the snapshot (schools,
activities, indicators, years, municipalities), in any form, with marks of letters or
without. A word that has no place, may mean two things, or does not narrow a measure
leaves a question without a figure. The figure is that of the page it leads to, from the
same query."""


def write_metrics() -> str:
    """Describe what can be asked: measures, what narrows them, and the words."""
    metrics = read_metrics()
    lines = ["# Questions in words", "", GENERATED, "", ASKING, "", "## Measures", ""]
    lines += ["| asked as | page | from | narrowed by |", "|---|---|---|---|"]
    for measure in metrics.measures.values():
        asked = f"{measure.questions['lt']} · {measure.questions['en']}"
        page = urlencode(measure.parameters, doseq=True)
        address = f"/{measure.page}{'?' if page else ''}{page}"
        narrowed = ", ".join(measure.takes)
        lines.append(f"| {asked} | `{address}` | `{measure.column}` | {narrowed} |")
    lines += ["", "## What narrows them", "", "| value | lt | en |", "|---|---|---|"]
    for dimension in metrics.dimensions.values():
        lines += [
            f"| {dimension.names['en']}: `{code}` | {', '.join(words['lt'])}"
            f" | {', '.join(words['en'])} |"
            for code, words in dimension.values.items()
        ]
    lines += ["", "## Words", "", "`=` marks a form that is compared whole.", ""]
    lines += ["| idea | lt | en |", "|---|---|---|"]
    lines += [
        f"| `{idea}` | {', '.join(words['lt'])} | {', '.join(words['en'])} |"
        for idea, words in metrics.ideas.items()
    ]
    return "\n".join(lines) + "\n"


TERMS: Final = """\
What the words of the pages mean, for their readers, from
`dashboard/kit/glossary/terms.toml`. The field above every page finds them, and pages
explain the abbreviations where they stand. Words of the code are in the
[glossary](glossary.md)."""


def write_terms() -> str:
    """Describe the words of the pages, in both languages."""
    lines = ["# Words of the pages", "", GENERATED, "", TERMS, ""]
    lines += ["| Lithuanian | English | meaning |", "|---|---|---|"]
    lines += [
        f"| {term.names['lt']} | {term.names['en']}"
        f" | {term.meanings['lt']}<br>{term.meanings['en']} |"
        for term in read_terms()
    ]
    return "\n".join(lines) + "\n"


DIRECTORY: Final = """\
# Pažanga

> A warehouse and a dashboard of municipal education progress plans: where the money
> goes, what is spent, what is promised and reached. Each figure comes from one
> published snapshot, with its place in a document.

A running server has a directory of its own pages, figures and tools at `/llms.txt`.
"""


def write_directory() -> str:
    """List the documentation for programs that read it: titles, first sentences."""
    lines = [DIRECTORY]
    for heading, folder in [("Documentation", "."), ("Runbooks", "runbooks")]:
        lines += [f"## {heading}", ""]
        for page in sorted((DOCS / folder).glob("*.md")):
            title, about = _summarise(page.read_text(encoding="utf-8"))
            path = page.relative_to(DOCS).as_posix()
            lines.append(f"- [{title}]({path}){f': {about}' if about else ''}")
        lines.append("")
    return "\n".join(lines)


def _summarise(page: str) -> tuple[str, str]:
    """Return the title of a page, and its first sentence if it begins with one."""
    blocks = re.sub(r"<!--.*?-->\n*", "", page).split("\n\n")
    first = " ".join(blocks[1].split()) if len(blocks) > 1 else ""
    sentence = re.match(r"[A-ZĄČĘĖĮŠŲŪŽ`\[].*?[.:](?=\s|$)", first)
    plain = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", sentence[0]) if sentence else ""
    return blocks[0].removeprefix("# ").strip(), plain.rstrip(":")


PAGES: Final = {
    "llms.txt": write_directory,
    "data-dictionary.md": write_dictionary,
    "commands.md": write_commands,
    "metrics.md": write_metrics,
    "terms.md": write_terms,
}


def main(arguments: list[str]) -> int:
    """Write the pages, or with `--check` name those that are not current."""
    stale = []
    for name, write in PAGES.items():
        page = DOCS / name
        text = write()
        if not page.exists() or page.read_text(encoding="utf-8") != text:
            stale.append(name)
        if "--check" not in arguments:
            page.write_text(text, encoding="utf-8")
    if "--check" in arguments and stale:
        sys.stderr.write(f"Not current, run `make docs`: {', '.join(stale)}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
