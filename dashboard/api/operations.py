"""What the interface answers to: its routes, and what its description is made from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from dashboard.api import statement, tables
from dashboard.api.content import make_json, make_whole
from dashboard.api.documentation import HTML, write_page
from dashboard.api.formats import FORMATS
from dashboard.api.openapi import JSON, describe_interface
from pazanga.errors import RequestError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dashboard.api.content import Call, Content

ROOT: Final = "/api/v1"
_GAP: Final = re.compile(r"\\\{(\w+)\\\}")
_ROW_TYPES: Final = tuple(form.media_type for form in FORMATS.values())
_SAFE: Final = ("GET", "HEAD")


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing the interface answers to.

    Attributes:
        name: Name that programs know it by.
        path: Its address, with names in braces for what varies.
        prepare: Makes the answer.
        media_types: What the answer may be.
        method: How it is asked.
        takes_parameters: Whether something may stand after the question mark.
        is_translated: Whether the answer is in the reader's language.
        turn: Among which costly ones it takes its turn; none if it costs little.
    """

    name: str
    path: str
    prepare: Callable[[Call], Content]
    media_types: tuple[str, ...] = (JSON,)
    method: Literal["GET", "POST"] = "GET"
    takes_parameters: bool = False
    is_translated: bool = False
    turn: Literal["", "rows", "sql"] = ""

    @property
    def methods(self) -> tuple[str, ...]:
        """Return the methods it may be called by."""
        return _SAFE if self.method == "GET" else (self.method,)

    def match(self, path: str) -> Mapping[str, str] | None:
        """Match an address; what varies by name, or none where it is another one."""
        pattern = _GAP.sub(r"(?P<\1>[^/.\\x00-\\x1f\\x7f]+)", re.escape(self.path))
        found = re.fullmatch(pattern, path)
        return None if found is None else found.groupdict()


def _prepare_openapi(call: Call) -> Content:
    return make_json(describe_interface(OPERATIONS, call.language))


def _prepare_docs(call: Call) -> Content:
    page = write_page(describe_interface(OPERATIONS, call.language), call.language)
    return make_whole(page, HTML)


OPERATIONS: Final = (
    Operation("index", f"{ROOT}/", tables.prepare_index),
    Operation("openapi", f"{ROOT}/openapi.json", _prepare_openapi, is_translated=True),
    Operation("docs", f"{ROOT}/docs", _prepare_docs, (HTML,), is_translated=True),
    Operation("tables", f"{ROOT}/tables", tables.prepare_tables),
    Operation("table", f"{ROOT}/tables/{{schema}}/{{name}}", tables.prepare_table),
    Operation(
        "rows",
        f"{ROOT}/tables/{{schema}}/{{name}}/rows.{{format}}",
        tables.prepare_rows,
        _ROW_TYPES,
        takes_parameters=True,
        turn="rows",
    ),
    Operation(
        "sql",
        f"{ROOT}/sql",
        statement.prepare_sql,
        _ROW_TYPES,
        method="POST",
        turn="sql",
    ),
)


def find_operation(path: str, method: str) -> tuple[Operation, Mapping[str, str]]:
    """Find what a request asks for, and what varies in its address.

    Raises:
        RequestError: There is no such address, or it is asked in another way.
    """
    path = f"{ROOT}/" if path == ROOT else path
    found = [
        (operation, named)
        for operation in OPERATIONS
        if (named := operation.match(path)) is not None
    ]
    if not found:
        raise RequestError("unknown_path", path=path)
    for operation, named in found:
        if method in operation.methods:
            return operation, named
    allowed = ", ".join(name for operation, _ in found for name in operation.methods)
    raise RequestError("wrong_method", path=path, allowed=allowed)
