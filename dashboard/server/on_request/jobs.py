"""Our own command line in a process of its own, started by a page and looked at later.

A page that writes never does so in the server's process: a crash, a hang or a bomb of
a file ends with the child. What it prints goes to files without names, so that it can
never wait for us, and a server that is told to stop lets a refresh finish.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from pazanga.log import pairs
from pazanga.processes.process import PAZANGA, start_process, write_environment
from pazanga.program import NAME
from pazanga.program import VARIABLE as CALLED_AS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pazanga.processes.process import ChildProcess, Ended
    from pazanga.settings import Settings
    from pazanga.texts import Language

logger = logging.getLogger(__name__)

_MOST_EXIT: Final = 3
"""Exit codes to this one have a meaning, see `pazanga/errors.py`."""

_TRACEBACK: Final = "Traceback (most recent call last)"


def start_job(
    settings: Settings,
    language: Language,
    environment: Mapping[str, str],
    arguments: Sequence[str],
    *,
    longest_seconds: float,
) -> ChildProcess:
    """Start `pazanga` with arguments; passwords are kept from it.

    Args:
        settings: Which home and which data.
        language: Language it speaks.
        environment: Usually `os.environ`.
        arguments: What stands after `pazanga`; never a text of the shell.
        longest_seconds: After this time it is stopped.

    Raises:
        OSError: It cannot be started.
    """
    # Readers of a page have no shell of this machine.
    own = {"PAZANGA_LANGUAGE": language, CALLED_AS: NAME}
    return start_process(
        [*PAZANGA, *arguments],
        write_environment(settings, environment) | own,
        seconds=longest_seconds,
        prints_to="files",
    )


def has_broken_off(ended: Ended) -> bool:
    """Whether a command ended without words for people: a signal, or an error of ours.

    What such a one printed names paths of this machine and is for the log only.
    """
    return not 0 <= ended.exit_code <= _MOST_EXIT or _TRACEBACK in ended.complaints


def log_failure(command: str, ended: Ended) -> None:
    """Log all that a command printed as errors: an operator finds it by `job_failed`.

    Args:
        command: What stood after `pazanga`.
        ended: How it ended.
    """
    told = pairs(command=command, exit_code=ended.exit_code, said=ended.complaints)
    logger.error("job_failed %s", told)
