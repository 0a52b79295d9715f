"""Why the system or a library could not do something, in the reader's language.

Libraries speak English only, and to programmers. What they say is for the log; of a
sentence for a person it is a part in both languages.
"""

from __future__ import annotations

import errno
import os
import re
import socket
import ssl
from typing import Any, Final

from pazanga.texts import LANGUAGES, text

_NAMED: Final = frozenset(
    {
        "eperm",
        "enoent",
        "eio",
        "eacces",
        "ebusy",
        "eexist",
        "enotdir",
        "eisdir",
        "einval",
        "enfile",
        "emfile",
        "efbig",
        "enospc",
        "edquot",
        "erofs",
        "enametoolong",
        "eloop",
        "estale",
        "enodev",
        "etxtbsy",
        "enotempty",
        "exdev",
        "enomem",
        "eagain",
        "eaddrinuse",
        "eaddrnotavail",
        "econnrefused",
        "econnreset",
        "econnaborted",
        "epipe",
        "etimedout",
        "ehostunreach",
        "enetunreach",
    }
)
"""Errors of the system that have words of their own."""

_ENGINES: Final = {"duckdb": "DuckDB", "pyspark": "Spark", "grpc": "Spark"}
"""Whose words are quoted as theirs: engineers look them up."""

_CERTIFICATES: Final = {
    10: "certificate_expired",
    18: "certificate_own",
    19: "certificate_unknown",
    20: "certificate_unknown",
    62: "certificate_other",
}
"""By the code of OpenSSL, why a certificate is not trusted."""

_PLACE: Final = re.compile(r"\bline (\d+),? (?:column|char|character) (\d+)")


def explain(error: BaseException | type[BaseException]) -> dict[str, str]:
    """Return why something failed, in both languages, as a field of a text.

    Args:
        error: What the system or a library raised; its class where its words may hold
            a secret.
    """
    name, fields = _find_reason(error)
    return {
        language: text("pazanga", f"reasons.{name}", language, **fields)
        for language in LANGUAGES
    }


def _find_reason(
    error: BaseException | type[BaseException],
) -> tuple[str, dict[str, Any]]:
    """Choose the name of a text, and its fields."""
    if isinstance(error, type):
        return "unknown", {"kind": error.__name__}
    error = _unwrap(error)
    if isinstance(error, OSError):
        return _find_errno(error)
    if isinstance(error, MemoryError):
        return "enomem", {}
    if engine := _find_engine(error):
        return "said", {"engine": engine, "said": str(error)}
    if place := _PLACE.search(str(error)):
        return "place", {"line": int(place[1]), "column": int(place[2])}
    return ("not_text" if isinstance(error, UnicodeDecodeError) else "structure"), {}


def _unwrap(error: BaseException) -> BaseException:
    """Return the error that knows the reason, where another one was made of it."""
    if error.args and isinstance(error.args[0], OSError):  # as writers of XLSX wrap it
        return error.args[0]
    cause, code = error.__cause__, getattr(error, "errno", None)
    if not (cause and _find_engine(cause) and code == errno.EIO):
        return error
    # The number of a fault that has none: only what the engine said tells which.
    return error if os.strerror(errno.EIO) in str(cause) else cause


def _find_engine(error: BaseException) -> str | None:
    """Return the engine whose words an error has, if it is one's."""
    return _ENGINES.get(type(error).__module__.lstrip("_").partition(".")[0])


def _find_errno(error: OSError) -> tuple[str, dict[str, Any]]:
    if isinstance(error, ssl.SSLCertVerificationError):
        return _CERTIFICATES.get(error.verify_code, "certificate"), {}
    if isinstance(error, socket.gaierror):
        is_passing = error.errno == socket.EAI_AGAIN
        return ("no_name_service" if is_passing else "no_host"), {}
    if isinstance(error, (TimeoutError, ssl.SSLError)):  # no numbers of the system
        return ("etimedout" if isinstance(error, TimeoutError) else "tls"), {}
    if isinstance(error, FileNotFoundError) and "temporary directory" in str(error):
        return "no_temporary", {}
    if type(error).__name__ == "SMTPServerDisconnected":  # has no number of its own
        error = ConnectionResetError(errno.ECONNRESET, "")
    code = errno.errorcode.get(error.errno or 0, "").lower()
    if code in _NAMED:
        return code, {}
    return "unnamed", {"code": code.upper() or type(error).__name__}
