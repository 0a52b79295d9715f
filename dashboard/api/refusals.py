"""Answers that say why there is no other: problem documents of RFC 9457."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from starlette.responses import JSONResponse

from pazanga.errors import NoSnapshot, QueryError, RequestError, UnreadableError
from pazanga.texts import text

if TYPE_CHECKING:
    from starlette.responses import Response

    from pazanga.errors import UserError
    from pazanga.texts import Language

MEDIA_TYPE: Final = "application/problem+json"
DOCS: Final = "/api/v1/docs"
RETRY_SECONDS: Final = 5

STATUSES: Final = {
    "unauthorised": HTTPStatus.UNAUTHORIZED,
    "forbidden": HTTPStatus.FORBIDDEN,
    "foreign_origin": HTTPStatus.FORBIDDEN,
    "unknown_path": HTTPStatus.NOT_FOUND,
    "unknown_table": HTTPStatus.NOT_FOUND,
    "unknown_format": HTTPStatus.NOT_FOUND,
    "wrong_method": HTTPStatus.METHOD_NOT_ALLOWED,
    "slow_body": HTTPStatus.REQUEST_TIMEOUT,
    "large_body": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "wrong_media_type": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "unknown_host": HTTPStatus.MISDIRECTED_REQUEST,
    "too_often": HTTPStatus.TOO_MANY_REQUESTS,
    "failed": HTTPStatus.INTERNAL_SERVER_ERROR,
    "busy": HTTPStatus.SERVICE_UNAVAILABLE,
    "too_slow": HTTPStatus.SERVICE_UNAVAILABLE,
    "no_data": HTTPStatus.SERVICE_UNAVAILABLE,
    "unreadable_data": HTTPStatus.SERVICE_UNAVAILABLE,
}
"""Status of an error; the others mean that the request has to change (400)."""

QUERY: Final = "wrong_query"
"""Type of all errors of a person's query."""

_PLACE: Final = ("line", "column")
_WAITED_FOR: Final = frozenset({"busy", "too_slow"})


def find_status(name: str) -> int:
    """Find the status of an error by its name."""
    return int(STATUSES.get(name, HTTPStatus.BAD_REQUEST))


def refuse(error: UserError, language: Language) -> Response:
    """Build the answer for an error.

    Args:
        error: What is wrong.
        language: Language of the sentences.
    """
    error = make_public(error)
    name = QUERY if isinstance(error, QueryError) else error.name
    status = find_status(name)
    body: dict[str, Any] = {
        "type": f"{DOCS}#{name}",
        "title": text("dashboard.api", f"titles.{name}", language),
        "status": status,
        "detail": error.text(language),
    }
    named = ("parameter", *(_PLACE if "line" in error.fields else ()))
    body |= {key: error.fields[key] for key in named if key in error.fields}
    more = {
        "Cache-Control": "no-store",
        "Content-Language": language,
        "Vary": "Accept-Language",
    }
    if name == "wrong_method":
        more["Allow"] = error.fields["allowed"]
    if name in _WAITED_FOR:
        more["Retry-After"] = str(RETRY_SECONDS)
    return JSONResponse(body, status, more, MEDIA_TYPE)


def make_public(error: UserError) -> QueryError | RequestError:
    """Make of an error what anybody may read: it names no path of this machine."""
    if isinstance(error, QueryError | RequestError):
        return error
    if isinstance(error, NoSnapshot):
        return RequestError("no_data")
    return RequestError(
        "unreadable_data" if isinstance(error, UnreadableError) else "failed"
    )
