"""The command line `pazanga`: thin, so that `--help` is instant."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.callback()
def pazanga() -> None:
    """Education progress plans: the money they spend, the results they promise."""


@app.command()
def extract(
    document: Annotated[Path, typer.Argument(help="Text of a plan (UTF-8).")],
    out: Annotated[Path, typer.Option(help="Folder of the plan package.")],
    data: Annotated[Path | None, typer.Option(help="Data folder.")] = None,
) -> None:
    """Turn a plan document into a plan package and say what was found."""
    import os

    from etl.extract_command import run_extract
    from warehouse.settings import read_settings

    settings = read_settings(os.environ, data=data)
    raise typer.Exit(run_extract(document, out, settings))


def main() -> None:
    """Run the command line."""
    app()
