"""Write a mapping as TOML, with what it lacks as questions in comments."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from pazanga.texts import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from etl.workbooks.mappings.propose import Question
    from pazanga.texts import Language

_TABLES: Final = ("columns", "constants", "subtract", "formats", "sign", "vat")


def write_mapping(
    content: Mapping[str, Any],
    questions: Sequence[Question],
    language: Language,
    file: str,
) -> str:
    """Write a mapping.

    Args:
        content: What it holds, as `parse_mapping` takes it.
        questions: What it lacks; each becomes comments with its candidates.
        language: Language of the comments.
        file: Name of the file it was made for.
    """
    return "\n".join(_lines(content, questions, language, file)).rstrip() + "\n"


def _lines(
    content: Mapping[str, Any],
    questions: Sequence[Question],
    language: Language,
    file: str,
) -> Iterator[str]:
    yield f"# {_say('made_for', language, file=_one_line(file))}"
    for name in ("kind", "headings", "before_ours", "equal_lines"):
        if name in content:
            yield f"{name} = {_value(content[name])}"
    yield ""
    for name in _TABLES:
        own = [
            question for question in questions if question.key.startswith(f"{name}.")
        ]
        if name in content or own:
            yield f"[{name}]"
            yield from _pairs(content.get(name, {}))
            for question in own:
                yield from _ask(question, language)
            yield ""
    for name, entry in content.get("codes", {}).items():
        own = [q for q in questions if q.key == f"codes.{name}.values"]
        yield from _codes(name, entry, own, language)
    for rule in content.get("leave_out", []):
        yield "[[leave_out]]"
        yield from _pairs(rule)
        yield ""


def _codes(
    name: str, entry: Mapping[str, Any], questions: list[Question], language: Language
) -> Iterator[str]:
    yield f"[codes.{name}]"
    yield f"column = {_value(entry['column'])}"
    yield f"[codes.{name}.values]"
    yield from (f"{_value(k)} = {_value(v)}" for k, v in entry["values"].items())
    for question in questions:
        yield f"# {_say('codes', language, count=len(question.candidates))}"
        yield from (f'# {_value(code)} = ""' for code in question.candidates)
    yield ""


def _ask(question: Question, language: Language) -> Iterator[str]:
    key = question.key.partition(".")[2]
    listed = ", ".join(map(_value, question.candidates)) or "–"
    yield f"# {_say(question.name, language, key=key, candidates=listed)}"
    first = question.candidates[0] if question.candidates else ""
    yield f"# {key} = {_value(first)}"


def _pairs(table: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"{key} = {_value(value)}" for key, value in table.items())


def _value(value: object) -> str:
    """Write a value; of texts TOML knows the escapes that JSON has, but one sign."""
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _one_line(name: str) -> str:
    return " ".join("".join(s if s.isprintable() else " " for s in name).split())


def _say(name: str, language: Language, **fields: Any) -> str:  # noqa: ANN401
    return text("etl.workbooks.mappings", f"questions.{name}", language, **fields)
