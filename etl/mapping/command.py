"""`pazanga map`: propose a mapping, show what it reads, keep it when asked to."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from etl.check.check import check_workbook
from etl.check.report import describe_check, describe_error
from etl.mapping.fields import describe_fields
from etl.mapping.files import keep_mapping, read_codes, read_constants, read_tried
from etl.mapping.reasons import list_reasons
from etl.mapping.report import say_map
from etl.workbooks.mappings import Mappings, parse_mapping, read_mappings
from etl.workbooks.mappings.propose import Known, Question
from etl.workbooks.mappings.write import write_mapping
from pazanga.errors import ArrivalError, MappingError, UserError, unpack_error
from pazanga.processes.answering_child import Child, ChildError, ChildLimits

if TYPE_CHECKING:
    from pathlib import Path

    from etl.workbooks.contract.contract import Kind
    from pazanga.settings import Settings

DONE: Final = 0
UNUSABLE: Final = 2
_LIMITS: Final = ChildLimits(memory_mb=4_096, seconds=900)


@dataclass(frozen=True, slots=True, kw_only=True)
class MappingRequest:
    """What is wanted of a mapping.

    Attributes:
        kind: Kind of workbook it should give.
        name: Name the file is known by, where that is not the name of the file.
        out: Name to keep the mapping under; `None`: it is only shown.
        using: A mapping to try instead of proposing one.
        constants: `COLUMN=VALUE` pairs that all lines share.
        codes: List of codes of activities: theirs, ours.
        as_json: As JSON for a program, rather than as lines for a person.
    """

    kind: Kind = "spending"
    name: str | None = None
    out: str | None = None
    using: Path | None = None
    constants: tuple[str, ...] = ()
    codes: Path | None = None
    as_json: bool = False


def run_map(path: Path, settings: Settings, wanted: MappingRequest) -> int:
    """Propose or try a mapping and print what it would read.

    Returns:
        Exit code: 0 when there is something to show, questions or not; 2 when the
        file cannot be read, or the mapping is not as it should be.
    """
    try:
        found = find_mapping(path, settings, wanted)
    except UserError as error:
        if wanted.as_json:
            _print_json(describe_error(error, wanted.name or path.name))
        else:
            sys.stderr.write(f"{error.text(settings.language)}\n")
        return UNUSABLE
    if wanted.as_json:
        _print_json(found)
    else:
        for line in say_map(found, settings.language):
            sys.stdout.write(f"{line}\n")
    return DONE


def find_mapping(
    path: Path, settings: Settings, wanted: MappingRequest
) -> dict[str, Any]:
    """Find the mapping of a file: the one that fits, is tried, or is proposed.

    Raises:
        UserError: The file cannot be read, or the mapping is not as it should be.
    """
    name = wanted.name or path.name
    there_are = read_mappings(settings.mappings_dir)
    found = _ask_child(path, name, settings, wanted, there_are)
    found |= {
        "file": name,
        "error": None,
        "kept": None,
        "check": None,
        "toml": None,
        "reasons": [],
    }
    if found.get("ours"):
        return found
    questions = [
        Question(q["key"], q["name"], tuple(q["candidates"]))
        for q in found["questions"]
    ]
    found["fields"] = describe_fields(found["content"]["kind"])
    found["open"] = sum(_is_open(question, found["content"]) for question in questions)
    if not found["open"]:
        found["open"] = int(not _is_whole(found["content"]))
    if not found["open"]:
        found |= _check(path, settings, name, found, there_are)
    found["toml"] = write_mapping(found["content"], questions, settings.language, name)
    if wanted.out and found["fits"]:
        raise MappingError("fits_already", name=name, file=f"{found['fits']}.toml")
    if wanted.out:
        found["kept"] = str(keep_mapping(wanted.out, found["toml"], settings))
    return found


def _is_whole(content: dict[str, Any]) -> bool:
    """Whether a mapping that was parsed gives every column that is needed."""
    try:
        parse_mapping("new", content)
    except MappingError:
        return False
    return True


def _is_open(question: Question, content: dict[str, Any]) -> bool:
    """Whether a question must be answered first; codes that lack put lines aside."""
    if question.name != "codes":
        return True
    column = question.key.split(".")[1]
    return not content["codes"][column]["values"]


def _ask_child(
    path: Path,
    name: str,
    settings: Settings,
    wanted: MappingRequest,
    there_are: Mappings,
) -> dict[str, Any]:
    packages = sorted(settings.packages_dir.glob("*/datapackage.json"))
    known = Known(
        plans=tuple(package.parent.name for package in packages),
        constants=read_constants(list(wanted.constants)),
        codes=read_codes(wanted.codes) if wanted.codes else {},
    )
    request = {
        "path": str(path),
        "name": name,
        "kind": wanted.kind,
        "known": asdict(known),
        "mappings": there_are.plain,
        "content": _read_tried(wanted, known),
    }
    try:
        with Child("etl.mapping.proposing_child", _LIMITS) as child:
            found = child.ask(request)
    except ChildError as error:
        limits = {
            "memory_mb": error.limits.memory_mb,
            "minutes": round(error.limits.seconds / 60),
        }
        raise ArrivalError(
            f"reader_ended_{error.reason}", name=name, **limits
        ) from error
    if found.get("error"):
        raise unpack_error(found["error"])
    return found


def _read_tried(wanted: MappingRequest, known: Known) -> dict[str, Any] | None:
    """Read the mapping to try; codes that come beside it belong to it."""
    if wanted.using is None:
        return None
    content = read_tried(wanted.using)
    codes = content.get("codes", {}).get("activity_number")
    if known.codes and isinstance(codes, dict):
        codes["values"] = {**codes.get("values", {}), **known.codes}
    return content


def _check(
    path: Path,
    settings: Settings,
    name: str,
    found: dict[str, Any],
    there_are: Mappings,
) -> dict[str, Any]:
    """Check the file as a refresh would, with the mapping in place."""
    if found["fits"]:
        mappings = there_are
    else:
        mappings = Mappings(contents={"new": found["content"]})
    check = check_workbook(path, settings, name, mappings)
    return {
        "check": describe_check(check),
        "reasons": list_reasons(check.rejects),
        "accounting": [
            asdict(part) | {"amount": None if part.amount is None else str(part.amount)}
            for part in check.accounting
        ],
    }


def _print_json(content: object) -> None:
    sys.stdout.write(json.dumps(content, ensure_ascii=False, indent=2) + "\n")
