"""Why something failed is said in the reader's language, never in a library's."""

import ast
import csv
import errno
import smtplib
import socket
import ssl
import tomllib
from pathlib import Path

import duckdb
import pytest

from pazanga.errors import WorkbookError, list_kinds, pack_error, unpack_error
from pazanga.reasons import explain

ROOT = Path(__file__).parents[2]
KINDS = {kind.__name__ for kind in list_kinds()}
SOURCES = sorted(
    path
    for folder in ("pazanga", "etl", "warehouse", "dashboard")
    for path in (ROOT / folder).rglob("*.py")
)
QUOTED = {"dashboard/pictures/drawing/typesetting.py"}
"""Where the words of a library are quoted as such, for who looks after the program."""


@pytest.mark.parametrize(
    ("error", "lt", "en"),
    [
        (OSError(errno.ENOSPC, "x"), "diske nėra vietos", "No space left on device"),
        (PermissionError(errno.EACCES, "x"), "nėra teisės", "Permission denied"),
        (OSError(errno.EXFULL, "x"), "sistemos klaida EXFULL", "system error EXFULL"),
        (
            FileNotFoundError(
                errno.ENOENT, "No usable temporary directory in ['/tmp']"
            ),
            "laikinųjų failų aplanke",
            "No usable temporary directory",
        ),
        (OSError(errno.EINVAL, "x"), "tokio veiksmo čia neleidžia", "Invalid argument"),
        (TimeoutError("timed out"), "laukta per ilgai", "Connection timed out"),
        (ssl.SSLError(1, "WRONG_VERSION_NUMBER"), "šifruoto ryšio", "encrypted"),
        (ssl.SSLEOFError(8, "EOF"), "šifruoto ryšio", "encrypted"),
        (socket.gaierror(socket.EAI_AGAIN, "x"), "vardų tarnyba", "name service"),
        (socket.gaierror(socket.EAI_NONAME, "x"), "kompiuterio tinkle", "no such"),
        (smtplib.SMTPServerDisconnected("x"), "ryšys nutrūko", "reset"),
        (ConnectionAbortedError(errno.ECONNABORTED, "x"), "ryšys nutrūko", "abort"),
        (MemoryError(), "atminties", "memory"),
        (csv.Error("line contains NUL"), "netinkama jo sandara", "its structure"),
        (KeyError, "techninė klaida KeyError", "KeyError"),
        (duckdb.Error("Parser Error: x"), "„DuckDB“ atsakė: Parser Error: x", "x"),
    ],
)
def test_reason_is_said_in_both_languages(
    error: Exception | type[Exception], lt: str, en: str
) -> None:
    said = explain(error)
    assert lt in said["lt"]
    assert en in said["en"]


@pytest.mark.parametrize(
    ("code", "lt"),
    [
        (18, "serveris jį pasirašė pats"),
        (19, "kas jį išdavė, nežinoma"),  # a chain up to a root that nobody trusts
        (20, "kas jį išdavė, nežinoma"),
    ],
)
def test_certificate_is_refused_for_its_own_reason(code: int, lt: str) -> None:
    error = ssl.SSLCertVerificationError(1, "certificate verify failed")
    error.verify_code = code
    assert explain(error)["lt"] == lt


@pytest.mark.parametrize(
    ("words", "lt"),
    [
        ("Could not read: Input/output error", "diskas neveikia"),
        ("Corrupt file", "„DuckDB“ atsakė: Corrupt file"),
    ],
)
def test_a_disk_is_blamed_only_where_the_system_does(words: str, lt: str) -> None:
    error = OSError(errno.EIO, words, "a.duckdb")
    error.__cause__ = duckdb.IOException(words)
    assert explain(error)["lt"] == lt


def test_place_in_a_text_is_said() -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as caught:
        tomllib.loads("kind = \nx")
    assert explain(caught.value)["lt"] == "1 eilutė, 8 ženklas"


def test_error_of_the_system_in_a_field_is_said_in_each_language() -> None:
    reason = FileNotFoundError(errno.ENOENT, "No such file or directory")
    error = WorkbookError("unreadable", name="a.xlsx", reason=reason)
    for told in (error, unpack_error(pack_error(error))):
        assert "No such" in told.text("en")
        assert "tokio failo ar aplanko nėra" in told.text("lt")
        assert "No such" not in told.text("lt")


def names_error(node: ast.AST, caught: str) -> bool:
    """Whether an expression writes what a library said: `str(error)` and its like."""
    if isinstance(node, ast.FormattedValue):
        return isinstance(node.value, ast.Name) and node.value.id == caught
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
        return False
    is_text = node.func.id in {"str", "repr"}
    return is_text and any(
        isinstance(given, ast.Name) and given.id == caught for given in node.args
    )


def list_words_of_libraries(tree: ast.AST) -> list[int]:
    """List the lines where an error of ours is made of the words of another one."""
    found = []
    for handler in ast.walk(tree):
        if not (isinstance(handler, ast.ExceptHandler) and handler.name):
            continue
        for call in ast.walk(handler):
            if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name)):
                continue
            given = [word.value for word in call.keywords]
            if call.func.id in KINDS and any(
                names_error(node, handler.name)
                for value in given
                for node in ast.walk(value)
            ):
                found.append(call.lineno)
    return found


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("reason=str(error)", 1),
        ("reason=f'{error}'", 1),
        ("reason=repr(error)", 1),
        ("reason=error", 0),
        ("name=str(path)", 0),
    ],
)
def test_guard_sees_words_of_libraries(source: str, count: int) -> None:
    code = f"try:\n  f()\nexcept E as error:\n  raise WorkbookError('x', {source})"
    assert len(list_words_of_libraries(ast.parse(code))) == count


def test_no_error_of_ours_is_made_of_the_words_of_a_library() -> None:
    found = {}
    for path in SOURCES:
        source = path.read_text("utf-8")
        lines = list_words_of_libraries(ast.parse(source)) if "Error(" in source else []
        found[path.relative_to(ROOT).as_posix()] = lines
    assert {name for name, lines in found.items() if lines} <= QUOTED


def test_words_of_the_system_are_asked_for_in_one_place() -> None:
    own = {"pazanga/reasons.py", "etl/inbox/reading_child.py"}
    told = [
        path.relative_to(ROOT).as_posix()
        for path in SOURCES
        if ".strerror or" in path.read_text("utf-8")
        or '"strerror"' in path.read_text("utf-8")
    ]
    assert set(told) <= own
