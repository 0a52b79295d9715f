"""Nothing that is printed commands a terminal."""

import io
import os
import pty
import subprocess
import sys

import pytest

from pazanga.printable import escape_controls, escape_line, make_printable
from pazanga.settings import PROJECT_ROOT, Settings
from warehouse.snapshots import Snapshot


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Šiauliai – „ąč“ 1\u00a0234,56 €\n", "Šiauliai – „ąč“ 1\u00a0234,56 €\n"),
        ("a\tb\n", "a\tb\n"),
        ("\x1b]0;x\x07", r"\x1b]0;x\x07"),
        ("\x9b2J", r"\x9b2J"),
        ("a\rb", r"a\rb"),
        ("\u202etxt.exe", r"\u202etxt.exe"),
        ("\u2028", r"\u2028"),
        ("\x7f\x00", r"\x7f\x00"),
    ],
)
def test_controls_are_escaped(text: str, expected: str) -> None:
    assert escape_controls(text) == expected


def test_line_stays_one() -> None:
    assert escape_line("a\nb\tc\x1b") == r"a\nb\tc\x1b"


def test_stream_is_made_printable_once() -> None:
    buffer = io.BytesIO()
    stream = make_printable(io.TextIOWrapper(buffer, encoding="ascii"))
    assert make_printable(stream) is stream
    print("ž\x1b[2J", file=stream, flush=True)
    assert buffer.getvalue() == b"?\\x1b[2J\n"
    assert not stream.isatty()


@pytest.mark.parametrize("output", ["table", "csv", "json"])
def test_terminal_gets_no_commands(
    settings: Settings, published: Snapshot, output: str
) -> None:
    ours, theirs = pty.openpty()
    query = "select chr(27) || ']0;x' || chr(7) as \"a\x1b[2J\""
    command = [sys.executable, "-m", "pazanga", "sql", query, "--format", output]
    home = ["--home", str(settings.home)]
    subprocess.run([*command, *home], check=True, cwd=PROJECT_ROOT, stdout=theirs)
    os.close(theirs)
    said = os.read(ours, 10_000)
    os.close(ours)
    assert b"]0;x" in said
    assert not {0x1B, 0x07} & set(said)
    assert published
