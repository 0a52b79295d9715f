"""One refresh in a process of its own: what it prints and how it ends are kept.

A crash, a leak or a hang of a refresh ends with its process, never with the scheduler.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from pazanga.log import pairs
from pazanga.processes.process import PAZANGA, start_process, write_environment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pazanga.processes.process import Ended
    from pazanga.settings import Settings

_LOG = logging.getLogger(__name__)
GRACE_SECONDS: Final = 30.0
REFRESH: Final = (*PAZANGA, "refresh")


def run_child(
    settings: Settings,
    environment: Mapping[str, str],
    say: Callable[[str], None],
    *,
    command: Sequence[str] = REFRESH,
    name: str = "refresh",
    is_stopping: Callable[[], bool] = lambda: False,
) -> Ended:
    """Run a refresh and wait for its end; each line is logged and passed on.

    One that is asked to stop has half a minute to end by itself. To end it then is no
    harm: what is shown stays, and the next refresh begins from the start.

    Args:
        settings: Say which home, and how long a refresh may take.
        environment: Usually `os.environ`; passwords are kept from the child.
        say: Gets what a person may want to see.
        command: What to run.
        name: What the log calls it.
        is_stopping: Says whether somebody wants the scheduler to end.

    Raises:
        OSError: The process cannot be started.
    """

    def tell(event: str, line: str) -> None:
        _LOG.info("%s_%s %s", name, event, pairs(line=line))
        say(line)

    child = start_process(
        command,
        write_environment(settings, environment),
        seconds=settings.schedule.longest_minutes * 60,
        grace_seconds=GRACE_SECONDS,
        prints_to=tell,
    )
    # The child is now in a session of its own, out of the reach of Ctrl+C.
    _LOG.info("%s_process %s", name, pairs(pid=child.pid))
    return child.end(is_stopping)
