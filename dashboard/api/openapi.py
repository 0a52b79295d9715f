"""The interface described for programs: OpenAPI 3.1, made from what it answers to."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from dashboard.api.catalogue import SCHEMAS
from dashboard.api.formats import FORMATS
from dashboard.api.question import LIMIT, OFFSET, OPERATORS, RESERVED
from dashboard.api.refusals import MEDIA_TYPE
from dashboard.kit.formats import format_number
from pazanga.texts import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.api.operations import Operation
    from pazanga.texts import Language

JSON: Final = "application/json"

_LIMITED: Final = {LIMIT, OFFSET}
_TAGS: Final = ("ETag", "Last-Modified", "X-Pazanga-Snapshot")
_ROW_TAGS: Final = ("X-Pazanga-Row-Count", "Link")
_GAP: Final = re.compile(r"\{(\w+)\}")
_KNOWN: Final[dict[str, Sequence[str]]] = {
    "schema": SCHEMAS,
    "format": tuple(FORMATS),
}
_MOST: Final = max(form.most_rows for form in FORMATS.values())
_REFUSED: Final = (400, 421, 429, 500, 503)
_REFUSED_BODIES: Final = (403, 408, 413, 415)


def describe_interface(
    operations: Sequence[Operation], language: Language
) -> dict[str, Any]:
    """Describe what the interface answers to.

    Args:
        operations: What it answers to.
        language: Language of the descriptions.
    """
    paths: dict[str, dict[str, Any]] = {}
    for operation in operations:
        described = _describe_operation(operation, language)
        paths.setdefault(operation.path, {})[operation.method.lower()] = described
    return {
        "openapi": "3.1.0",
        "info": {
            "title": _say("title", language),
            "description": _say("about", language),
            "version": "1",
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "paths": paths,
        "components": {
            "schemas": {"Refusal": _describe_refusal(language), **_SCHEMAS},
            "headers": {
                name: {
                    "description": _say(f"headers.{name.lower()}", language),
                    "schema": {"type": "string"},
                }
                for name in (*_TAGS, *_ROW_TAGS)
            },
        },
    }


def _describe_operation(operation: Operation, language: Language) -> dict[str, Any]:
    named = _GAP.findall(operation.path)
    parameters = [_describe_named(name, language) for name in named]
    if operation.takes_parameters:
        parameters += [_describe_parameter(name, language) for name in RESERVED]
        parameters.append(_describe_filters(language))
    answers = {"200": _describe_answer(operation, language)}
    if operation.method == "GET":
        answers["304"] = {"description": _say("unchanged", language)}
    answers |= {str(status): _describe_status(status) for status in _REFUSED}
    if named:
        answers["404"] = _describe_status(404)
    described = {
        "operationId": operation.name,
        "summary": _say(f"operations.{operation.name}", language),
        "parameters": parameters,
        "responses": answers,
    }
    if operation.method == "POST":
        answers |= {str(status): _describe_status(status) for status in _REFUSED_BODIES}
        described["requestBody"] = _describe_body(language)
    return described


def _describe_named(name: str, language: Language) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    if name in _KNOWN:
        schema["enum"] = list(_KNOWN[name])
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": _say(f"parameters.{name}", language),
        "schema": schema,
    }


def _describe_parameter(name: str, language: Language) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string", "minLength": 1}
    if name in _LIMITED:
        schema = {"type": "integer", "minimum": 0, "maximum": _MOST}
    bounds = ", ".join(
        f"{n} – {format_number(form.most_rows, language)}"
        for n, form in FORMATS.items()
        if form.most_rows < _MOST
    )
    return {
        "name": name,
        "in": "query",
        "description": _say(f"parameters.{name.strip('_')}", language, bounds=bounds),
        "schema": schema,
    }


def _describe_filters(language: Language) -> dict[str, Any]:
    return {
        "name": "filters",
        "in": "query",
        "style": "form",
        "explode": True,
        "description": _say("parameters.filters", language, known=", ".join(OPERATORS)),
        "schema": {
            "type": "object",
            "propertyNames": {"pattern": f"^.+?(__({'|'.join(OPERATORS)}))?$"},
            "additionalProperties": {"type": "string"},
        },
    }


def _describe_body(language: Language) -> dict[str, Any]:
    plain = {"type": ["string", "number", "boolean", "null"]}
    value = {"anyOf": [plain, {"type": "array", "items": plain}]}
    properties: dict[str, dict[str, Any]] = {
        "sql": {"type": "string", "minLength": 1},
        "parameters": {"type": "object", "additionalProperties": value},
        "format": {"enum": list(FORMATS), "default": "json"},
    }
    schema = {
        "type": "object",
        "required": ["sql"],
        "additionalProperties": False,
        "properties": {
            name: {**property_, "description": _say(f"body.{name}", language)}
            for name, property_ in properties.items()
        },
    }
    return {"required": True, "content": {JSON: {"schema": schema}}}


def _describe_answer(operation: Operation, language: Language) -> dict[str, Any]:
    tags = (*_TAGS, *(_ROW_TAGS if operation.name == "rows" else ()))
    return {
        "description": _say(f"answers.{operation.name}", language),
        "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in tags},
        "content": {
            kind: {"schema": _find_schema(operation.name, kind)}
            for kind in operation.media_types
        },
    }


def _find_schema(name: str, media_type: str) -> dict[str, Any]:
    if media_type != JSON:
        return {}
    match name:
        case "tables":
            return {"type": "array", "items": {"$ref": "#/components/schemas/Table"}}
        case "table":
            return {"$ref": "#/components/schemas/Table"}
        case "rows" | "sql":
            return {"type": "array", "items": {"type": "object"}}
        case _:
            return {"type": "object"}


def _describe_status(status: int) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Refusal"}
    return {
        "description": HTTPStatus(status).phrase,
        "content": {MEDIA_TYPE: {"schema": schema}},
    }


def _describe_refusal(language: Language) -> dict[str, Any]:
    """Describe the document of an error; its types have a title each."""
    return {
        "type": "object",
        "description": _say("refusal", language),
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {"type": "string", "format": "uri-reference"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "parameter": {"type": "string"},
            "line": {"type": "integer"},
            "column": {"type": "integer"},
        },
    }


def _say(key: str, language: Language, **fields: str) -> str:
    return text("dashboard.api", f"described.{key}", language, **fields)


_TEXT: Final = {"type": "string"}
_TEXT_OR_NONE: Final = {"type": ["string", "null"]}
_SCHEMAS: Final[dict[str, Any]] = {
    "Table": {
        "type": "object",
        "required": ["schema", "name", "description", "grain", "row_count", "columns"],
        "properties": {
            "schema": {"enum": list(SCHEMAS)},
            "name": _TEXT,
            "description": _TEXT,
            "grain": _TEXT,
            "row_count": {"type": "integer"},
            "columns": {
                "type": "array",
                "items": {"$ref": "#/components/schemas/Column"},
            },
        },
    },
    "Column": {
        "type": "object",
        "required": ["name", "type", "description"],
        "properties": {
            "name": _TEXT,
            "type": _TEXT,
            "unit": _TEXT_OR_NONE,
            "description": _TEXT,
            "source": _TEXT_OR_NONE,
            "labels": {"type": "object", "additionalProperties": _TEXT},
        },
    },
}
