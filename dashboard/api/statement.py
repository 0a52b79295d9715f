"""A person's query, sent along: run in the child that all queries of people run in."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa

from dashboard.api.content import Content
from dashboard.api.formats import FORMATS, write_batches
from dashboard.api.values import say_number
from pazanga.errors import QueryError, RequestError
from warehouse.publications import read_publications
from warehouse.query.limits import Limits
from warehouse.query.parameters import are_exact
from warehouse.query.run import run_query
from warehouse.query.turns import TURNS
from warehouse.snapshots import Snapshot

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping

    from dashboard.api.content import Call

MOST_ROWS: Final = 1_000_000
MOST_PARAMETERS: Final = 100
SECONDS: Final = 30.0

_NAME: Final = re.compile(r"[a-z_]\w{0,62}", re.ASCII | re.IGNORECASE)
_FIELDS: Final = ("sql", "parameters", "format")
_SCALARS: Final = str | int | Decimal | None
"""A truth value is an `int`."""


@dataclass(frozen=True, slots=True)
class SentQuery:
    """A query as it was sent.

    Attributes:
        sql: The query.
        parameters: Values bound in it.
        format: Format of its rows.
    """

    sql: str
    parameters: Mapping[str, Any]
    format: str


def prepare_sql(call: Call) -> Content:
    """Prepare the rows of a person's query.

    Raises:
        RequestError: What was sent is no query with its values.
    """
    sent = parse_body(call.body)
    headers = {}
    if sent.format != "json":
        headers["Content-Disposition"] = f'attachment; filename="sql.{sent.format}"'
    media_type = FORMATS[sent.format].media_type
    return Content(
        media_type, _run(call, sent), headers, is_whole=sent.format != "xlsx"
    )


def parse_body(body: bytes) -> SentQuery:
    """Parse what was sent: an object with `sql`, and `parameters` and `format`.

    Raises:
        RequestError: It is something else.
    """
    sent = _parse_json(body)
    for name in sent:
        if name not in _FIELDS:
            raise RequestError(
                "unknown_field", parameter=name, known=", ".join(_FIELDS)
            )
    sql, name = sent.get("sql"), sent.get("format", "json")
    parameters = sent.get("parameters", {})
    if not isinstance(sql, str) or not sql.strip():
        raise RequestError("wrong_field", parameter="sql")
    if not isinstance(name, str) or name not in FORMATS:
        known = ", ".join(FORMATS)
        raise RequestError("wrong_format", parameter="format", known=known)
    if not isinstance(parameters, dict) or not _are_bindable(parameters):
        raise RequestError("wrong_parameters", parameter="parameters")
    for given, value in parameters.items():
        if not are_exact(value if isinstance(value, list) else [value]):
            raise RequestError("unfit_number", parameter=given)
    return SentQuery(sql, parameters, name)


def _parse_json(body: bytes) -> dict[str, Any]:
    try:
        text = body.decode()
        sent = json.loads(
            text,
            parse_float=Decimal,
            parse_constant=_refuse_constant,
            object_pairs_hook=_join_pairs,
        )
        # What JSON escapes alone is no character of any text.
        json.dumps(sent, ensure_ascii=False, default=str).encode()
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise RequestError("wrong_body") from error
    if not isinstance(sent, dict):
        raise RequestError("wrong_body")
    return sent


def _join_pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    joined = dict(pairs)
    if len(joined) != len(pairs):
        raise ValueError(pairs)
    return joined


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def _are_bindable(parameters: dict[str, Any]) -> bool:
    """Whether values can be bound: plain ones, or lists of plain ones."""
    return len(parameters) <= MOST_PARAMETERS and all(
        _NAME.fullmatch(name)
        and all(
            isinstance(one, _SCALARS)
            for one in (value if isinstance(value, list) else [value])
        )
        for name, value in parameters.items()
    )


def _run(call: Call, sent: SentQuery) -> Generator[bytes]:
    form = FORMATS[sent.format]
    limits = Limits(rows=min(form.most_rows, MOST_ROWS), seconds=SECONDS)
    # A sheet is made here, since the child may write no file.
    output = "arrow" if sent.format == "xlsx" else sent.format
    with _explain():
        answer = TURNS.run(
            call.caller,
            sent.sql,
            lambda watch: run_query(
                _find_snapshot(call), sent.sql, output, limits, sent.parameters, watch
            ),
        )
    if answer.is_cut:
        raise RequestError(
            "too_long_answer", format=sent.format, most=say_number(limits.rows)
        )
    if sent.format == "xlsx":
        rows = pa.ipc.open_stream(answer.content)
        yield from write_batches(rows.schema, rows, "xlsx")
    else:
        yield answer.content


@contextmanager
def _explain() -> Iterator[None]:
    """Raise what a query breaks as a program wants it."""
    try:
        yield
    except QueryError as error:
        if error.name == "query_too_slow":
            raise RequestError("slow_query", seconds=SECONDS) from error
        if error.name in {"query_busy", "query_busy_long"}:
            raise RequestError("busy") from error
        raise


def _find_snapshot(call: Call) -> Snapshot:
    path = Path(call.shown.path)
    sha256 = read_publications(call.settings.warehouse_dir).get(path.name, "")
    return Snapshot(path, call.shown.published_at, "", "", sha256)
