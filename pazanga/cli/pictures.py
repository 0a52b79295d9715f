"""Commands that draw what pages show, or check it."""

from pathlib import Path
from typing import Annotated

import typer

from pazanga.cli.options import Home, find_settings

commands = typer.Typer()


@commands.command()
def chart(
    context: typer.Context,
    address: Annotated[
        str, typer.Argument(help="Puslapio adresas · Address, /spending?area=steam")
    ],
    out: Annotated[Path, typer.Option(help="Failas .svg, .png, .pdf · File to write")],
    name: Annotated[
        str, typer.Option("--chart", help="Paveikslo vardas · Its name [the first]")
    ] = "",
    home: Home = None,
) -> None:
    """Puslapio paveikslas į failą · One chart of a page, as its address says."""
    from dashboard.pictures.command import write_chart

    write_chart(find_settings(context, home, None), address, name, out)
    print(out)


@commands.command()
def verify(
    context: typer.Context,
    address: Annotated[
        str, typer.Argument(help="Puslapio adresas · Address, /spending?area=steam")
    ],
    home: Home = None,
) -> None:
    """Perskaičiuoti puslapio skaičius · Compute the figures of a page anew."""
    from dashboard.verify.command import run_verify

    code, lines = run_verify(find_settings(context, home, None), address)
    print(*lines, sep="\n")
    raise typer.Exit(code)
