"""The command line `pazanga`: thin, so that `--help` is instant."""

import os
import sys

import typer

from pazanga.cli import (
    backups,
    pictures,
    refreshing,
    reports,
    snapshots,
    tokens,
    workbooks,
)
from pazanga.cli.options import Data, Home

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)
for group in (refreshing, snapshots, pictures, reports, workbooks, backups, tokens):
    app.add_typer(group.commands)


@app.callback()
def pazanga(context: typer.Context, home: Home = None, data: Data = None) -> None:
    """Švietimo pažangos planų duomenys · Data of education progress plans."""
    context.obj = (home, data)


def main() -> None:
    """Run the command line; what a person can mend is said in one message."""
    from pazanga.cli.ending import run_command
    from pazanga.files.private import keep_private
    from pazanga.program import remember_call

    english = os.environ.get("PAZANGA_LANGUAGE") == "en"
    remember_call()
    with keep_private():
        sys.exit(run_command(app, "en" if english else "lt"))
