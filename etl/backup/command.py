"""`pazanga backup` and `pazanga restore`: what is done, and what is said of it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from etl.backup.pack import back_up
from etl.backup.unpack import restore
from pazanga.local_time import format_moment
from pazanga.printable import escape_line
from pazanga.texts import text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pazanga.settings import Settings


def run_backup(settings: Settings, out: Path) -> Iterator[str]:
    """Yield what to print of a home that is backed up."""
    done = back_up(settings, out)
    language = settings.language
    yield text(
        "etl.backup",
        "backed_up",
        language,
        path=out,
        count=len(done.manifest.files),
        snapshot=done.shown,
    )
    for path in done.left_out:
        yield text("etl.backup", "left_out", language, path=escape_line(path))
    yield text("etl.backup", "private", language)


def run_restore(settings: Settings, file: Path) -> Iterator[str]:
    """Yield what to print of a home that is restored."""
    manifest, shown = restore(settings, file)
    yield text(
        "etl.backup",
        "restored",
        settings.language,
        home=settings.home,
        count=len(manifest.files),
        made_at=format_moment(datetime.fromisoformat(manifest.made_at)),
        snapshot=shown.name,
    )
