"""Answers about the data: what there is, what it means, and its rows."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlencode

import duckdb

from dashboard.api.catalogue import find_nearest, query_catalogue
from dashboard.api.content import Content, make_json
from dashboard.api.formats import FORMATS, write_rows
from dashboard.api.question import LIMIT, OFFSET, parse_question
from dashboard.api.values import say_number
from pazanga.errors import RequestError

if TYPE_CHECKING:
    from collections.abc import Generator

    from dashboard.api.catalogue import Relation
    from dashboard.api.content import Call
    from dashboard.api.question import RowQuestion

PRODUCT: Final = "pazanga"
ROW_COUNT: Final = "X-Pazanga-Row-Count"


def find_version() -> str:
    """Find which version of the program answers."""
    return version(PRODUCT)


def prepare_index(call: Call) -> Content:
    """Prepare what a program sees first: which data these are, and where all is."""
    return make_json(
        {
            "product": PRODUCT,
            "version": find_version(),
            "snapshot": call.shown.name,
            "published_at": call.shown.published_at.isoformat(),
            "is_stale": call.shown.is_stale,
            "links": {
                name: f"/api/v1/{name}"
                for name in ("openapi.json", "docs", "tables", "sql")
            },
        }
    )


def prepare_tables(call: Call) -> Content:
    """Prepare the description of all relations."""
    relations = query_catalogue(call.shown.path, call.cursor).values()
    return make_json([relation.describe() for relation in relations])


def prepare_table(call: Call) -> Content:
    """Prepare the description of one relation.

    Raises:
        RequestError: There is no such relation.
    """
    return make_json(_find_relation(call).describe())


def prepare_rows(call: Call) -> Content:
    """Prepare rows of a relation.

    Raises:
        RequestError: There is no such relation, or a parameter does not fit.
        duckdb.Error: The query failed.
    """
    name = call.named["format"]
    if name not in FORMATS:
        raise RequestError("unknown_format", found=name, known=", ".join(FORMATS))
    relation, form = _find_relation(call), FORMATS[name]
    question = parse_question(relation, call.pairs, form.most_rows)
    total = _count_rows(call, question)
    if question.limit is None and total - question.offset > form.most_rows:
        raise RequestError(
            "too_many_rows",
            count=say_number(total - question.offset),
            format=name,
            most=say_number(form.most_rows),
        )
    headers = {ROW_COUNT: str(total)}
    if question.is_cut(total):
        headers["Link"] = _link_next(call, question)
    if name != "json":
        file_name = f"{relation.name}.{name}"
        headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return Content(form.media_type, _read_rows(call, question, name), headers)


def _find_relation(call: Call) -> Relation:
    catalogue = query_catalogue(call.shown.path, call.cursor)
    wanted = f"{call.named['schema']}.{call.named['name']}"
    if wanted not in catalogue:
        known = ", ".join(find_nearest(wanted, catalogue))
        raise RequestError("unknown_table", table=wanted, known=known)
    return catalogue[wanted]


def _count_rows(call: Call, question: RowQuestion) -> int:
    rows = call.cursor.execute(question.count_sql, dict(question.parameters)).fetchall()
    return int(rows[0][0])


def _read_rows(call: Call, question: RowQuestion, name: str) -> Generator[bytes]:
    try:
        yield from write_rows(call.cursor, question.sql, question.parameters, name)
    except (duckdb.DataError, duckdb.InvalidInputException) as error:
        # Conditions fit by now: a value is left that the format has no type for.
        raise RequestError("unfit_format", format=name) from error


def _link_next(call: Call, question: RowQuestion) -> str:
    """Build the address of the rows that follow."""
    following = question.offset + (question.limit or 0)
    query = urlencode(
        {**call.pairs, LIMIT: str(question.limit), OFFSET: str(following)}
    )
    return f'<{quote(call.path)}?{query}>; rel="next"'
