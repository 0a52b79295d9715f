"""Inputs that are folders, kept by the hash `ops.load` knows them by.

A workbook is kept when it arrives. Plan packages, reference tables and open data are
changed where they lie, so what is about to be loaded from them is copied:

    <home>/originals/<sha256>/plan.csv …
"""

from __future__ import annotations

import logging
import shutil
from typing import TYPE_CHECKING

from etl.refresh.inputs import hash_source
from pazanga.files.durable import sync
from pazanga.files.private import close_to_others
from pazanga.log import pairs

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from etl.refresh.inputs import Source

_LOG = logging.getLogger(__name__)


def keep_inputs(sources: Iterable[Source], folder: Path) -> None:
    """Copy the sources that are folders and not kept yet; the caller holds the lock.

    Args:
        sources: What is about to be loaded.
        folder: `Settings.originals_dir`; created if missing.

    Raises:
        OSError: The disk is full or not writable.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for source in sources:
        kept = folder / source.sha256
        if source.path.is_dir() and not kept.exists():
            _keep(source, kept)


def _keep(source: Source, kept: Path) -> None:
    """Copy under a name that the next run clears away, should this one be killed."""
    fresh = kept.with_name(f".{kept.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        shutil.copytree(source.path, fresh, ignore=_leave_out)
        close_to_others(fresh)  # a copy has the modes of what it was made from
        if hash_source(source.kind, fresh) != source.sha256:
            _LOG.warning("input_changed_while_copied %s", pairs(source=source.key))
            return
        fresh.rename(kept)
    except shutil.Error as error:
        raise OSError(str(error)) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    sync(kept.parent)


def _leave_out(_: str, names: list[str]) -> set[str]:
    """Drop what no hash counts: hidden files, and downloads not finished yet."""
    return {name for name in names if name.startswith(".") or name == "unfinished"}
