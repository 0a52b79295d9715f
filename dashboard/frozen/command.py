"""`pazanga freeze` and the check of its files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dashboard.frozen.document import (
    compute_sum,
    read_sum,
    write_comment,
    write_document,
)
from dashboard.frozen.minisign import ENDING, check, open_key, sign
from dashboard.frozen.page import read_page
from dashboard.headless.addresses import parse_address
from pazanga.errors import FrozenError
from pazanga.files.durable import replace_bytes
from pazanga.files.private import write_as_given
from pazanga.texts import text

if TYPE_CHECKING:
    from pathlib import Path

    from pazanga.settings import Settings

MOST_BYTES: Final = 5_000_000
FILE: Final = ".html"
KEY: Final = "frozen.key"


def freeze_page(settings: Settings, address: str, out: Path) -> list[str]:
    """Write a page as one file, and its signature beside it.

    Where all rows of its tables are too many, the file holds those that the page shows
    first, and says so; the tables to take away are whole in any case.

    Args:
        settings: Which home.
        address: Page, as it is copied from the browser.
        out: File to write, replaced whole.

    Returns:
        The lines to print.

    Raises:
        UserError: The address leads nowhere, or the file would be too large.
        OSError: The files cannot be written.
    """
    if out.suffix.lower() != FILE:
        raise FrozenError("ending_unknown", path=str(out))
    asked = parse_address(address)
    page = read_page(settings, asked)
    content = write_document(page)
    if len(content) > MOST_BYTES:
        page = read_page(settings, asked, is_whole=False)
        content = write_document(page)
    if len(content) > MOST_BYTES:
        size, most = (one // 10**6 for one in (len(content), MOST_BYTES))
        raise FrozenError("too_large", size=size, most=most)
    key = open_key(settings.home / "keys" / KEY)
    signature = sign(content, write_comment(page, content), key)
    beside = _name_signature(out)
    with write_as_given():
        replace_bytes(out, content)
        replace_bytes(beside, signature.encode())
    said: dict[str, Any] = {"path": out, "signature": beside, "key": key.public}
    keys = ("written", "signed", "public")
    return [text("dashboard.frozen", one, settings.language, **said) for one in keys]


def check_file(settings: Settings, path: Path, public: str) -> tuple[int, list[str]]:
    """Check that a file is what was written: by its sum, and by its signature.

    Args:
        settings: Which home; its own key is trusted where no other is given.
        path: The file.
        public: The public key of whoever signed it; empty for that of this home.

    Returns:
        The exit code, 1 where something does not hold, and the lines to print.

    Raises:
        FrozenError: There is no key to trust, or no signature.
        OSError: A file cannot be read.
    """
    content, language = path.read_bytes(), settings.language
    is_same = read_sum(content) == compute_sum(content)
    own = settings.home / "keys" / KEY
    if not public and not own.exists():
        raise FrozenError("no_key")
    beside = _name_signature(path)
    if not beside.exists():
        raise FrozenError("no_signature", path=str(beside))
    trusted = public or open_key(own).public
    comment = check(content, beside.read_text(encoding="utf-8"), trusted)
    keys = ["sum_same" if is_same else "sum_differs"]
    keys.append("signature_differs" if comment is None else "signature_same")
    said: dict[str, Any] = {"key": trusted, "comment": comment or ""}
    lines = [text("dashboard.frozen", one, language, **said) for one in keys]
    return (0 if is_same and comment is not None else 1), lines


def _name_signature(path: Path) -> Path:
    return path.with_name(path.name + ENDING)
