"""What commands have in common: options, the settings they mean, how they speak."""

import os
import sys
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pazanga.settings import Settings

Home = Annotated[
    Path | None,
    typer.Option(
        "--home",
        metavar="DIR",
        help="Būsenos aplankas · State folder [PAZANGA_HOME, var]",
    ),
]
Data = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="DIR",
        help="Paketų ir žinynų aplankas · Packages and reference [PAZANGA_DATA, data]",
    ),
]
READING = frozenset({"chart", "export", "freeze", "path", "report", "sql", "mcp"})
"""Commands that can show the data as others see them (`PAZANGA_AUDIENCE`)."""

Host = Annotated[str, typer.Option(help="Adresas · Address")]
Port = Annotated[int, typer.Option(help="Prievadas · Port")]


class Format(Enum):
    """What `pazanga sql` can write."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


class RoleOption(Enum):
    """What somebody may do, each more than the one before."""

    VIEWER = "viewer"
    ANALYST = "analyst"
    EDITOR = "editor"
    ADMIN = "admin"


class Speech(Enum):
    """Languages of what is written for others."""

    LT = "lt"
    EN = "en"


class EngineName(Enum):
    """What can build the models."""

    DUCKDB = "duckdb"
    SPARK = "spark"


class Kind(Enum):
    """Kinds of workbooks that people fill in."""

    SPENDING = "spending"
    MEASUREMENTS = "measurements"
    EXAMS = "exams"
    PLAN_CHANGES = "plan-changes"
    OUTCOMES = "outcomes"


def find_settings(
    context: typer.Context, home: Path | None, data: Path | None
) -> "Settings":
    """Build the settings; an option after the command wins over one before it."""
    from pazanga.cli.ending import check_memory
    from pazanga.program import remember_call
    from pazanga.settings import read_settings

    check_memory()
    earlier_home, earlier_data = context.obj
    given = {"--home": home or earlier_home, "--data": data or earlier_data}
    remember_call(
        [word for name, path in given.items() if path for word in (name, str(path))]
    )
    settings = read_settings(os.environ, home=given["--home"], data=given["--data"])
    if settings.audience:
        _prepare_audience(context.info_name or "", settings)
    return settings


def _prepare_audience(command: str, settings: "Settings") -> None:
    """Prepare the data of an audience for a command that only reads.

    Raises:
        SettingError: It writes, or shows what no audience is asked for.
    """
    from pazanga.errors import SettingError
    from warehouse.audiences.following import find_published

    if command not in READING:
        named = ", ".join(sorted(READING))
        raise SettingError("audience_reads", command=command, known=named)
    find_published(settings)


def record_taken(settings: "Settings", command: str, file: Path) -> None:
    """Record that a command wrote data to a file, as buttons of pages do.

    Of its path only the last part is kept: folders may be named after people.
    """
    from pazanga.access.journal import record_command

    record_command(settings, "exported", way="command", command=command, file=file.name)


def say(message: str) -> None:
    """Print a line at once, for whoever watches."""
    print(message, flush=True)


def complain(message: str) -> None:
    """Print a line where errors go."""
    print(message, file=sys.stderr)
