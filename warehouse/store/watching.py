"""A look at the shared store every so often, for as long as a server runs."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING

from warehouse.snapshots import POINTER
from warehouse.store.following import look_and_tell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pazanga.settings import Settings

logger = logging.getLogger(__name__)


@contextmanager
def watch_store(settings: Settings) -> Iterator[None]:
    """Read the store of the settings within the block, again and again, in a thread.

    Where nothing is shown yet, the first look is waited for. Without a store nothing
    is done.
    """
    if not settings.store.address:
        yield
        return
    if not (settings.published_dir / POINTER).exists():
        look_and_tell(settings)
    is_over = Event()
    thread = Thread(target=_keep_looking, args=(settings, is_over), daemon=True)
    thread.start()
    try:
        yield
    finally:
        # A copy that is half made is left to the next look: nobody waits for it.
        is_over.set()


def _keep_looking(settings: Settings, is_over: Event) -> None:
    while not is_over.is_set():
        try:
            look_and_tell(settings)
        except Exception:  # the next look may be luckier
            logger.exception("store_look_failed")
        is_over.wait(settings.store.seconds)
