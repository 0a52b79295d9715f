"""Say in one line what this machine lacks, before anything is installed.

Only the standard library is used, and no syntax that an old Python 3 cannot read.
"""

import importlib.util
import socket
import sys

OLDEST = (3, 11)
PYTHON = (
    "Reikia Python 3.11 ar naujesnio, o čia {0}. Jei toks yra, nurodykite jį:"
    " make PYTHON=python3.12 · Python 3.11 or newer is needed, this is {0}."
    " If there is one, name it: make PYTHON=python3.12"
)
VENV = (
    "Šiame Python nėra modulių „venv“ ir „ensurepip“ (Debian ir Ubuntu: apt install"
    " python3-venv). · This Python lacks the modules “venv” and “ensurepip” (Debian"
    " and Ubuntu: apt install python3-venv)."
)
PORT = (
    "Prievadas {0} užimtas. Nurodykite kitą: make run PORT={1}"
    " · Port {0} is taken. Name another: make run PORT={1}"
)
NO_PORT = (
    "PORT={0}: reikia skaičiaus nuo 1 iki 65535."
    " · PORT={0}: a number from 1 to 65535 is needed."
)
LAST_PORT = 65535


def find_trouble(words: "list[str]") -> "str | None":
    """Return what is missing, or None.

    Args:
        words: Nothing, or the port that the dashboard is to listen on.
    """
    if sys.version_info[:2] < OLDEST:
        return PYTHON.format("{}.{}".format(*sys.version_info[:2]))
    if not all(map(importlib.util.find_spec, ("venv", "ensurepip"))):
        return VENV
    return find_port_trouble(words[0]) if words else None


def find_port_trouble(word: str) -> "str | None":
    """Return why the dashboard cannot listen on a port, or None."""
    if not word.isdecimal() or not 0 < int(word) <= LAST_PORT:
        return NO_PORT.format(word)
    port = int(word)
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", port))
        except OSError:
            return PORT.format(port, port % LAST_PORT + 1)
    return None


if __name__ == "__main__":
    sys.exit(find_trouble(sys.argv[1:]))
