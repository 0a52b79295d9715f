"""The tools: their names, what they take, and which function answers.

Metrics and their dimensions come first, SQL last: an assistant takes what stands first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from jsonschema import Draft202012Validator

from dashboard.assistant import figures, questions, tables
from dashboard.kit.questions.reading import MOST_LETTERS
from pazanga.errors import AssistantError
from pazanga.texts import LANGUAGES, text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dashboard.assistant.calls import ToolAnswer, ToolCall

    Schema = Mapping[str, Any]

LANGUAGE: Final = "language"
_CODE: Final = {"type": "string", "minLength": 1, "maxLength": 100}
_METRIC: Final = {"metric": {**_CODE, "pattern": "^[a-z_]+$"}}
_PLAN: Final = {"plan": _CODE}
_FILTERS: Final = {
    "filters": {
        "type": "object",
        "maxProperties": 10,
        "additionalProperties": {
            "type": "array",
            "items": _CODE,
            "minItems": 1,
            "maxItems": 50,
            "uniqueItems": True,
        },
    }
}


@dataclass(frozen=True, slots=True)
class AssistantTool:
    """A tool of an assistant.

    Attributes:
        name: Its name.
        answer: Answers a call.
        properties: Schema of each argument.
        required: Arguments that it cannot do without.
        turn: Among which it takes its turn.
    """

    name: str
    answer: Callable[[ToolCall], ToolAnswer]
    properties: Mapping[str, Schema]
    required: tuple[str, ...] = ()
    turn: Literal["figures", "sql"] = "figures"

    def describe_input(self, language: str) -> dict[str, Any]:
        """Describe the arguments as JSON Schema."""
        said = {
            name: {
                **schema,
                "description": text(
                    "dashboard.assistant", f"arguments.{name}", _as_language(language)
                ),
            }
            for name, schema in self._list_properties().items()
        }
        return {**self._write_schema(), "properties": said}

    def check(self, arguments: Mapping[str, Any]) -> None:
        """Check the arguments of a call.

        Raises:
            AssistantError: One is missing, unknown, of another type, or too long.
        """
        wrong = next(
            Draft202012Validator(self._write_schema()).iter_errors(arguments), None
        )
        if wrong is None:
            return
        place = ".".join(str(part)[:50] for part in wrong.absolute_path)
        rule = f"{wrong.validator}: {wrong.validator_value}"
        if wrong.validator == "additionalProperties" and not place:
            rule = ", ".join(self._list_properties())
            raise AssistantError("unknown_argument", known=rule)
        raise AssistantError("wrong_argument", name=place or "–", rule=rule)

    def _list_properties(self) -> Mapping[str, Schema]:
        return {**self.properties, LANGUAGE: {"type": "string", "enum": [*LANGUAGES]}}

    def _write_schema(self) -> dict[str, Any]:
        return {
            "type": "object",
            "properties": self._list_properties(),
            "required": list(self.required),
            "additionalProperties": False,
        }


def _as_language(language: str) -> Any:  # noqa: ANN401 - one of `LANGUAGES`
    return language


def _limit(most: int, usual: int) -> dict[str, Schema]:
    return {
        "limit": {"type": "integer", "minimum": 1, "maximum": most, "default": usual}
    }


_TOOLS: Final = (
    AssistantTool("list_metrics", figures.list_metrics, {}),
    AssistantTool(
        "describe_metric", figures.describe_metric, {**_METRIC, **_PLAN}, ("metric",)
    ),
    AssistantTool(
        "query_metric",
        figures.query_metric,
        {**_METRIC, **_PLAN, **_FILTERS, "by": _CODE},
        ("metric",),
    ),
    AssistantTool(
        "source_lines",
        figures.source_lines,
        {
            **_METRIC,
            **_PLAN,
            **_FILTERS,
            **_limit(figures.MOST_LINES, figures.LINES),
            "offset": {"type": "integer", "minimum": 0, "maximum": 1_000_000},
        },
        ("metric",),
    ),
    AssistantTool(
        "ask",
        questions.ask,
        {
            "question": {"type": "string", "minLength": 1, "maxLength": MOST_LETTERS},
            **_PLAN,
        },
        ("question",),
    ),
    AssistantTool(
        "find",
        questions.find,
        {
            "words": {"type": "string", "minLength": 1, "maxLength": MOST_LETTERS},
            **_PLAN,
            **_limit(questions.MOST_FOUND, questions.FOUND),
        },
        ("words",),
    ),
    AssistantTool("list_tables", tables.list_tables, {"table": _CODE}),
    AssistantTool(
        "run_sql",
        tables.run_sql,
        {
            "sql": {"type": "string", "minLength": 1, "maxLength": tables.MOST_SQL},
            **_limit(tables.MOST_ROWS, tables.ROWS),
        },
        ("sql",),
        turn="sql",
    ),
)
TOOLS: Final = {tool.name: tool for tool in _TOOLS}
"""The tools by name, those to be taken first before the others."""
