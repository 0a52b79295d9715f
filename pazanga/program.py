"""How a person calls the command line: what a message writes can be pasted and works.

The words are kept in the environment, so that commands that a command starts speak of
the one the person called.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NAME: Final = "pazanga"
VARIABLE: Final = "PAZANGA_CALLED_AS"
"""Keeps the words the command line was called with, for the commands it starts."""
OWN_FILE: Final = "PAZANGA_OWN_FILE"
"""Variable by which a page asks a refresh to tell of one file alone, by its SHA-256."""

_IS_PLAIN: Final = ContextVar("is_plain", default=False)
_CALL: Final = re.compile(rf"\b{NAME}(?= [a-z])")


def remember_call(options: Sequence[str] = (), *, argv0: str | None = None) -> None:
    """Keep how the command line was called, for the messages that follow.

    A command that another one started keeps the words of that one.

    Args:
        options: Options that have to be repeated, e.g. `--home` and its value.
        argv0: Usually `sys.argv[0]`.
    """
    if VARIABLE in os.environ and not options:
        return
    program = _find_program(Path(argv0 or sys.argv[0]))
    os.environ[VARIABLE] = shlex.join([*program, *options])


def forget_call() -> None:
    """Write plain `pazanga` from now on: for readers at other machines."""
    os.environ.pop(VARIABLE, None)


@contextmanager
def plain_calls() -> Iterator[None]:
    """Write plain `pazanga` while the block runs: in texts that are kept for pages."""
    token = _IS_PLAIN.set(True)
    try:
        yield
    finally:
        _IS_PLAIN.reset(token)


def write_call(command: str = "") -> str:
    """Write a command as it has to be typed: `write_call("refresh")`."""
    called = "" if _IS_PLAIN.get() else os.environ.get(VARIABLE)
    return f"{called or NAME} {command}".rstrip()


def fill_in_calls(template: str) -> str:
    """Write every `pazanga …` of a text as it has to be typed.

    Args:
        template: A text whose placeholders are not filled in yet.
    """
    if NAME not in template:
        return template
    words = write_call().replace("{", "{{").replace("}", "}}")
    return _CALL.sub(lambda _: words, template)


def _find_program(called: Path) -> list[str]:
    """Find the shortest words that call the same program from this folder."""
    if called.name != NAME:
        called = Path(sys.executable).with_name(NAME)
    if not called.exists():
        return [sys.executable, "-P", "-m", NAME]
    on_path = shutil.which(NAME)
    if on_path and Path(on_path).samefile(called):
        return [NAME]
    place = called.absolute()
    if place.is_relative_to(Path.cwd()):
        return [str(place.relative_to(Path.cwd()))]
    return [str(place)]
