"""How a command ends: whatever went wrong is one message and one exit code.

0 to 3 are those of the commands; 130 and 141 are those of every program that Ctrl+C, or
the end of the program that reads what it prints, has stopped.
"""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING, Final

from typer.exceptions import TyperException

from warehouse.messages import UserError, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from warehouse.messages import Language

_UNUSABLE: Final = 2
_INTERRUPTED: Final = 130
_NOBODY_READS: Final = 141
_USAGE: Final = {
    "NoSuchOption": "no_option",
    "MissingParameter": "missing",
    "BadParameter": "bad_value",
}


def run_command(app: Callable[..., int | None], language: Language) -> int:
    """Run what the command line asks for, and give its exit code.

    Args:
        app: Runs the command; with `standalone_mode=False` it leaves errors to us.
        language: Language of messages.
    """
    for stream in (sys.stdout, sys.stderr):
        # A terminal that knows no Lithuanian letters gets question marks for them.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        return _run(app, language)
    except BrokenPipeError:
        return _stop_printing()
    except SystemExit as ended:
        if isinstance(ended.__context__, BrokenPipeError):
            return _stop_printing()
        raise


def _run(app: Callable[..., int | None], language: Language) -> int:
    try:
        code = app(prog_name="pazanga", standalone_mode=False) or 0
        if sys.stdout:
            sys.stdout.flush()
    except UserError as error:
        _complain(error.text(language))
        return error.exit_code
    except TyperException as error:
        _complain(_explain_usage(error, language))
        return _UNUSABLE
    except BrokenPipeError:
        raise
    except OSError as error:
        path, why = error.filename or "<stdout>", error.strerror or str(error)
        _complain(text("warehouse", "no_file", language, path=path, why=why))
        return _UNUSABLE
    if code == _INTERRUPTED:
        _complain(text("warehouse", "interrupted", language))
    return code


def _explain_usage(error: TyperException, language: Language) -> str:
    """Say what is wrong with the words of a command; Typer says it in English only."""
    context = getattr(error, "ctx", None)
    param = getattr(error, "param", None)
    kind = type(error).__name__
    if kind == "NoArgsIsHelpError":
        return str(error)
    said = text(
        "warehouse",
        f"usage.{_USAGE.get(kind, 'other')}",
        language,
        name=param.opts[0] if param else getattr(error, "option_name", ""),
        help=f"{context.command_path if context else 'pazanga'} --help",
    )
    return said if language == "lt" else f"{error.format_message()} {said}"


def _complain(message: str) -> None:
    if sys.stderr:
        print(message, file=sys.stderr)  # noqa: T201 - what a command says


def _stop_printing() -> int:
    """Let nothing more be printed to whoever has gone, not even at the very end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
    return _NOBODY_READS
