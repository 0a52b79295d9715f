"""Commands that draw what pages show, or check it."""

from pathlib import Path
from typing import Annotated

import typer

from pazanga.cli.options import Home, find_settings, record_taken

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

    settings = find_settings(context, home, None)
    write_chart(settings, address, name, out)
    record_taken(settings, "chart", out)
    print(out)


@commands.command()
def freeze(
    context: typer.Context,
    address: Annotated[
        str, typer.Argument(help="Puslapio adresas · Address, /spending?area=steam")
    ],
    out: Annotated[Path, typer.Option(help="Failas .html · File to write")],
    home: Home = None,
) -> None:
    """Puslapis archyvui: vienas pasirašytas failas · A page for keeps, one file."""
    from dashboard.frozen.command import freeze_page

    settings = find_settings(context, home, None)
    lines = freeze_page(settings, address, out)
    record_taken(settings, "freeze", out)
    print(*lines, sep="\n")


@commands.command()
def verify(
    context: typer.Context,
    address: Annotated[
        str,
        typer.Argument(
            help="Puslapio adresas arba „freeze“ failas"
            " · Address, /spending?area=steam, or a file of `freeze`"
        ),
    ],
    key: Annotated[
        str, typer.Option(help="Viešasis raktas · Public key [of this home]")
    ] = "",
    home: Home = None,
) -> None:
    """Perskaičiuoti puslapio skaičius, patikrinti failą · Check a page or a file."""
    settings = find_settings(context, home, None)
    if address.lower().endswith(".html"):
        from dashboard.frozen.command import check_file

        code, lines = check_file(settings, Path(address), key)
    else:
        from dashboard.verify.command import run_verify

        code, lines = run_verify(settings, address)
    print(*lines, sep="\n")
    raise typer.Exit(code)
