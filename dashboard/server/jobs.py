"""Our own command line in a process of its own, started by a page and looked at later.

A page that writes never does so in the server's process: a crash, a hang or a bomb of
a file ends with the child. What it prints goes to files without names, so that it can
never wait for us, and a server that is told to stop lets a refresh finish.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pazanga.processes.process import PAZANGA, start_process, write_environment
from pazanga.program import NAME
from pazanga.program import VARIABLE as CALLED_AS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pazanga.processes.process import ChildProcess
    from pazanga.settings import Settings
    from pazanga.texts import Language


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
