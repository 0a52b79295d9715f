"""How a command ends: whatever went wrong is one message and one exit code.

0 to 4 are those of the commands; 130 and 141 are those of every program that Ctrl+C, or
the end of the program that reads what it prints, has stopped.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

from typer.exceptions import TyperException

from pazanga.errors import HomeError, UsageError, UserError
from pazanga.printable import make_printable
from pazanga.program import write_call
from pazanga.reasons import explain
from pazanga.texts import text

if TYPE_CHECKING:
    from collections.abc import Callable

    from pazanga.texts import Language

_UNUSABLE: Final = 2
_INTERRUPTED: Final = 130
_NOBODY_READS: Final = 141
_LEAST_MB: Final = 1_250
"""Address space that importing the libraries takes, measured on two processors."""

_STOPPED: Final = frozenset({"RuntimeError", "InterruptException"})
_SHORT: Final = frozenset({"ImportError", "OutOfMemoryException", "PanicException"})
_MARKS: Final = (
    *("failed to map segment", "cannot allocate memory", "Cannot allocate memory"),
    *("Out of Memory", "could not spawn threads", "memory allocation of"),
)
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
    sys.stdout, sys.stderr = map(make_printable, (sys.stdout, sys.stderr))
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
        code = app(prog_name=write_call(), standalone_mode=False) or 0
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
        return _end_without_file(error, language)
    except BaseException as error:
        if type(error).__name__ in _STOPPED and "nterrupted" in str(error):
            # Ctrl+C met a query: the database says so before Python can.
            _complain(text("pazanga", "interrupted", language))
            return _INTERRUPTED
        if not _is_short_of_memory(error):
            raise
        _complain(text("pazanga", "no_memory", language))
        return _UNUSABLE
    if code == _INTERRUPTED:
        _complain(text("pazanga", "interrupted", language))
    return code


def check_memory() -> None:
    """Check that the libraries fit into the address space the shell allows.

    Where they do not, some end the process without a word.

    Raises:
        HomeError: They do not.
    """
    try:
        import resource
    except ImportError:
        return
    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    found = limit >> 20
    if limit != resource.RLIM_INFINITY and found < _LEAST_MB:
        raise HomeError("too_little_memory", found=found, least=_LEAST_MB)


def _is_short_of_memory(error: BaseException) -> bool:
    """Whether memory ran out, as Python, the loader of libraries or Rust says it."""
    return isinstance(error, MemoryError) or (
        type(error).__name__ in _SHORT and any(mark in str(error) for mark in _MARKS)
    )


def _explain_usage(error: TyperException, language: Language) -> str:
    """Write what is wrong with the words of a command; Typer has it in English only."""
    context = getattr(error, "ctx", None)
    param = getattr(error, "param", None)
    kind = type(error).__name__
    if kind == "NoArgsIsHelpError":
        return str(error)
    wrong = UsageError(
        f"usage_{_USAGE.get(kind, 'other')}",
        name=param.opts[0] if param else getattr(error, "option_name", ""),
        help=f"{context.command_path if context else write_call()} --help",
    )
    said = wrong.text(language)
    return said if language == "lt" else f"{error.format_message()} {said}"


def _complain(message: str) -> None:
    if sys.stderr:
        print(message, file=sys.stderr)


def _end_without_file(error: OSError, language: Language) -> int:
    """Print which file could not be read or written: the output has no name."""
    path, why = error.filename or "<stdout>", explain(error)[language]
    _complain(text("pazanga", "no_file", language, path=path, why=why))
    if not error.filename:
        _drop_output()
    return _UNUSABLE


def _stop_printing() -> int:
    """Stop printing to a reader who has gone, even at the very end."""
    _drop_output()
    return _NOBODY_READS


def _drop_output() -> None:
    """Drop what could not be printed: Python tries again at the very end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
