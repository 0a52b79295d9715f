"""Commands that keep all state in one file, and bring it back."""

from pathlib import Path
from typing import Annotated

import typer

from pazanga.cli.options import Home, find_settings, record_taken, say

commands = typer.Typer()


@commands.command()
def backup(
    context: typer.Context,
    out: Annotated[Path, typer.Option(help="Failas .zip · File to write")],
    home: Home = None,
) -> None:
    """Atsarginė kopija · All state in one file: data, mappings, views, logs."""
    from etl.backup.command import run_backup

    settings = find_settings(context, home, None)
    for line in run_backup(settings, out):
        say(line)
    record_taken(settings, "backup", out)


@commands.command()
def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Kopijos failas · File of a backup")],
    home: Home = None,
) -> None:
    """Atkurti iš atsarginės kopijos · Make a new home of a backup."""
    from etl.backup.command import run_restore

    for line in run_restore(find_settings(context, home, None), file):
        say(line)
