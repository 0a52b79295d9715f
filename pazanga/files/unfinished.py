"""Files that people drop to be loaded: what lies there, and how its name is written."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from hashlib import sha256
from pathlib import PurePath
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from pazanga.personal_codes import mask_personal_codes
from pazanga.printable import escape_line

if TYPE_CHECKING:
    from pathlib import Path

EntryKind = Literal["file", "link", "folder", "special"]

_UNFINISHED: Final = re.compile(
    r"[.~].*|.*(\.(tmp|temp|part|partial|filepart|crdownload|download|swp|lnk)|~)"
    r"|thumbs\.db|desktop\.ini",
    re.IGNORECASE | re.DOTALL,
)
_LEGACY: Final = "cp1257"
"""Encoding of names in archives and on drives of older Windows in Lithuania."""

_MOST_NAME_BYTES: Final = 1024


class Entry(NamedTuple):
    """What lies in an inbox; only files are loaded, and links are not followed."""

    path: Path
    kind: EntryKind


def list_entries(folder: Path) -> list[Entry]:
    """List what lies in an inbox, by name; parts of downloads are left out.

    Args:
        folder: `Settings.inbox_dir`; need not exist.

    Raises:
        OSError: The folder may not be read.
    """
    if not folder.exists():
        return []
    paths = sorted(path for path in folder.iterdir() if not is_unfinished(path.name))
    found = ((path, _find_kind(path)) for path in paths)
    return [Entry(path, kind) for path, kind in found if kind]


def is_unfinished(name: str) -> bool:
    """Whether a name is that of a lock, a part of a download or a system file."""
    return _UNFINISHED.fullmatch(name) is not None


def show_name(name: str) -> str:
    r"""Return a file name as people read it: whole, harmless, without personal codes.

    A name in no UTF-8 is read in the encoding of older Windows; what could command a
    terminal is written out, as `\x1b`.

    Args:
        name: As the system gives it, with surrogates for what is no UTF-8.
    """
    try:
        name.encode()
    except UnicodeEncodeError:
        given = name.encode(errors="surrogateescape")
        name = given.decode(_LEGACY, errors="backslashreplace")
    shown = escape_line(unicodedata.normalize("NFC", name))
    return mask_personal_codes(shown, is_code=True)


def keep_given_name(path: Path, name: str) -> None:
    """Write, beside a file that is about to arrive, the name its owner gave it.

    Args:
        path: Where the file will lie, under a name of ours.
        name: The owner's name; folders in it are left out.

    Raises:
        OSError: The disk is full or not writable.
    """
    given = PurePath(name.replace("\\", "/")).name
    kept = given.encode(errors="replace")[:_MOST_NAME_BYTES]
    _place_name(path).write_bytes(kept)


def read_name(path: Path) -> str:
    """Return the name of a file as people know it: their own, see `keep_given_name`."""
    place = _place_name(path)
    if _find_kind(place) != "file":
        return show_name(path.name)
    with place.open("rb") as stream:
        given = stream.read(_MOST_NAME_BYTES).decode(errors="replace")
    return show_name(given or path.name)


def forget_given_name(path: Path) -> None:
    """Remove what `keep_given_name` wrote, once the file has left.

    Raises:
        OSError: The folder is not writable.
    """
    _place_name(path).unlink(missing_ok=True)


def _place_name(path: Path) -> Path:
    # By its hash: a name as long as names may be leaves no room for a longer one.
    digest = sha256(os.fsencode(path.name)).hexdigest()[:32]
    return path.with_name(f".{digest}.name")


def _find_kind(path: Path) -> EntryKind | None:
    """Return what a path is; nothing where it has just gone."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISREG(mode):
        return "file"
    if stat.S_ISLNK(mode):
        return "link"
    return "folder" if stat.S_ISDIR(mode) else "special"
