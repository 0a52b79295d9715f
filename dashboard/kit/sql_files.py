"""Queries of the pages: `.sql` files that may start from others of their folder.

The first line of a file names what it starts from: `-- from: kept, payments` makes the
queries of `kept.sql` and `payments.sql` common table expressions of those names.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_FROM: Final = re.compile(r"-- from: (.+)\n")


@cache
def read_sql(file: Path) -> str:
    """Read one query together with the queries it starts from.

    Raises:
        OSError: The file, or one that it starts from, is not there.
    """
    query = _read_query(file)
    steps = ",\n\n".join(
        f"{name} as (\n{_read_query(file.with_name(f'{name}.sql'))})"
        for name in list_steps(file)
    )
    if not steps:
        return query
    own = query.removeprefix("with").lstrip()
    return f"with {steps}{',' if query.startswith('with') else ''}\n\n{own}"


def list_steps(file: Path) -> list[str]:
    """List what a query starts from, each after what it starts from itself."""
    found = _FROM.match(file.read_text(encoding="utf-8"))
    steps: list[str] = []
    for name in found[1].split(", ") if found else ():
        steps += [*list_steps(file.with_name(f"{name}.sql")), name]
    return list(dict.fromkeys(steps))


def _read_query(file: Path) -> str:
    """Return the text from the first word of SQL on."""
    text = file.read_text(encoding="utf-8")
    return re.sub(r"\A(--.*\n|\n)*", "", text)
