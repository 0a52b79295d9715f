import ast
import json
import re
from collections import Counter
from pathlib import Path

import pytest

import pazanga.errors
from pazanga.errors import (
    LoadedPartlyError,
    QueryError,
    RefreshBusy,
    TemporaryError,
    UnreadableError,
    UserError,
    WorkbookError,
    list_kinds,
    pack_error,
    unpack_error,
)
from pazanga.remarks import Remark

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("pazanga", "warehouse", "etl", "dashboard")
KINDS = tuple(list_kinds())
LINE = re.compile(r"^ {4}([│├└─ ]*)(\w+) +(\d+)  \S", re.MULTILINE)


def draw(kind: type[UserError], depth: int = 0) -> list[tuple[int, str, int]]:
    below = [line for one in kind.__subclasses__() for line in draw(one, depth + 1)]
    return [(depth, kind.__name__, kind.exit_code), *below]


def find_classes() -> dict[str, list[str]]:
    """Return the bases of every class of the project, by its place and name."""
    return {
        f"{path.relative_to(ROOT)}:{node.name}": [ast.unparse(b) for b in node.bases]
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    }


CLASSES = find_classes()


def test_drawing_equals_the_classes() -> None:
    found = LINE.findall(pazanga.errors.__doc__ or "")
    drawn = [(len(indent) // 3, name, int(code)) for indent, name, code in found]
    assert drawn == draw(UserError)


def test_every_error_a_person_can_mend_stands_in_the_one_file() -> None:
    names = {kind.__name__ for kind in KINDS}
    found = {place for place, bases in CLASSES.items() if names & set(bases)}
    assert {place.partition(":")[0] for place in found} == {"pazanga/errors.py"}


def test_no_other_class_is_called_like_an_error() -> None:
    counted = Counter(place.partition(":")[2] for place in CLASSES)
    assert {
        k.__name__: counted[k.__name__] for k in KINDS if k.__name__ in counted
    } == {kind.__name__: 1 for kind in KINDS}


def test_no_module_but_the_one_is_called_errors() -> None:
    found = [p for package in PACKAGES for p in (ROOT / package).rglob("errors.py")]
    assert found == [ROOT / "pazanga/errors.py"]


def test_codes_of_two_catalogues_cannot_be_the_same() -> None:
    catalogues = {kind.catalogue for kind in KINDS}
    assert len({name.rpartition(".")[2] for name in catalogues}) == len(catalogues)


@pytest.mark.parametrize(
    "error",
    [
        WorkbookError("empty", name="a.xlsx"),
        QueryError("query_too_large", memory_mb=5),
        UnreadableError("pointer_damaged", path="CURRENT"),
        TemporaryError("broken_json", address="https://example.org"),
    ],
)
def test_error_comes_back_from_json_as_it_was(error: UserError) -> None:
    again = unpack_error(json.loads(json.dumps(pack_error(error))))
    assert type(again) is type(error)
    assert (again.code, again.fields, str(again)) == (
        error.code,
        error.fields,
        str(error),
    )


def test_what_names_no_error_of_ours_is_refused() -> None:
    with pytest.raises(KeyError):
        unpack_error({"kind": "SystemExit", "name": "x", "fields": {}})


def test_field_in_both_languages_is_said_in_the_one_asked_for() -> None:
    error = WorkbookError("broken", name="a", reason={"lt": "priežastis", "en": "why"})
    assert "priežastis" in error.text("lt")
    assert "why" in str(error)


@pytest.mark.parametrize("kind", [QueryError, WorkbookError])
def test_personal_codes_are_kept_from_messages_and_logs(kind: type[UserError]) -> None:
    error = kind("query_failed", why="49001011238 is not a number")
    assert error.fields == {"why": "••• is not a number"}
    assert "49001011238" not in repr(error)


def test_part_of_a_file_that_was_not_loaded_is_a_line_each() -> None:
    remarks = [
        Remark("r", "error", "A", "one.", "vienas."),
        Remark("r", "error", "", "two.", "du."),
    ]
    error = LoadedPartlyError(remarks, "a.xlsx")
    assert error.text("en").splitlines() == [
        "a.xlsx: only partly loaded. Sheet “A”. one.",
        "a.xlsx: only partly loaded. two.",
    ]
    assert error.text("lt").splitlines()[1] == "a.xlsx: įkelta tik iš dalies. du."


def test_code_is_the_room_and_the_name() -> None:
    assert WorkbookError("empty").code == "workbooks.empty"
    assert RefreshBusy("busy").code == "pazanga.busy"
