"""Commands on workbook files: filling in, checking, mapping, taking back."""

from pathlib import Path
from typing import Annotated

import typer

from pazanga.cli.options import Data, Home, Kind, find_settings, record_taken

commands = typer.Typer()
inbox = typer.Typer(no_args_is_help=True, help="Gauti failai · Files received")
commands.add_typer(inbox, name="inbox")


@commands.command()
def template(
    context: typer.Context,
    kind: Annotated[Kind, typer.Argument(help="Lentelės rūšis · Kind of workbook")],
    out: Annotated[Path, typer.Option(help="Failas .xlsx arba .csv · File to write")],
) -> None:
    """Tuščia lentelė pildyti · Write an empty, documented workbook to fill in."""
    from etl.workbooks import use_reference_lists, write_template
    from pazanga.files.private import write_as_given

    settings = find_settings(context, None, None)
    use_reference_lists(settings.reference_dir)
    with write_as_given():
        write_template(kind.value, out, settings.language)
    print(out)


@commands.command()
def check(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Failas .xlsx, .csv · File to check")],
    home: Home = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="JSON")] = False,
    name: Annotated[
        str | None, typer.Option(help="Failo vardas pranešimuose · Name in messages")
    ] = None,
    rejects: Annotated[
        Path | None,
        typer.Option(help="Netinkamų eilučių .xlsx · Workbook of the rows put aside"),
    ] = None,
) -> None:
    """Kas pasikeistų įkėlus lentelę · What a workbook would change; loads nothing."""
    from etl.check.command import CheckRequest, run_check

    settings = find_settings(context, home, None)
    wanted = CheckRequest(as_json=as_json, name=name, rejects=rejects)
    raise typer.Exit(run_check(file, settings, wanted))


@commands.command("map")
def map_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Failas .xlsx, .csv · File to map")],
    *,
    out: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Įrašyti šiuo vardu · Keep under this name"),
    ] = None,
    kind: Annotated[
        Kind, typer.Option(help="Lentelės rūšis · Kind of workbook")
    ] = Kind.SPENDING,
    constants: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="COLUMN=VALUE", help="Visoms eilutėms · For all lines"
        ),
    ] = None,
    codes: Annotated[
        Path | None,
        typer.Option(help="CSV: jų kodas, mūsų veikla · Their code, our activity"),
    ] = None,
    using: Annotated[
        Path | None,
        typer.Option(help="Išbandyti šį susiejimą · Try this mapping, TOML or JSON"),
    ] = None,
    name: Annotated[
        str | None, typer.Option(help="Failo vardas pranešimuose · Name in messages")
    ] = None,
    home: Home = None,
    data: Data = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON")] = False,
) -> None:
    """Susieti kitokios formos failą · Propose how a ledger's own layout is read."""
    from etl.mapping.command import MappingRequest, run_map

    settings = find_settings(context, home, data)
    wanted = MappingRequest(
        kind=kind.value,
        name=name,
        out=out,
        using=using,
        constants=tuple(constants or ()),
        codes=codes,
        as_json=as_json,
    )
    raise typer.Exit(run_map(file, settings, wanted))


@commands.command()
def rejects(
    context: typer.Context,
    out: Annotated[Path, typer.Option(help="Failas .xlsx · File to write")],
    source: Annotated[
        str | None, typer.Option(help="Kurio failo eilutės · Rows of one file [all]")
    ] = None,
    snapshot: Annotated[
        str | None, typer.Option(help="Duomenų kopija · Snapshot [the one shown]")
    ] = None,
    home: Home = None,
) -> None:
    """Netinkamos eilutės taisyti · Rows put aside, as a workbook to correct."""
    from etl.inbox.rejects_command import write_rejects
    from pazanga.files.private import write_as_given
    from pazanga.texts import text

    settings = find_settings(context, home, None)
    with write_as_given():
        count = write_rejects(settings, out, source=source, snapshot=snapshot)
    if count:
        record_taken(settings, "rejects", out)
    key = "rejects.written" if count else "rejects.none"
    print(text("etl.inbox", key, settings.language, count=count, path=out))


@inbox.command("list")
def list_(
    context: typer.Context,
    home: Home = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="JSON")] = False,
) -> None:
    """Gauti failai ir kas iš jų įskaityta · Files received, and what counts."""
    from etl.inbox.command import say_files

    settings = find_settings(context, home, None)
    print(*say_files(settings, as_json=as_json), sep="\n")


@inbox.command()
def withdraw(
    context: typer.Context,
    file: Annotated[
        str, typer.Argument(help="Vardas ar kodo pradžia · Name, start of the hash")
    ],
    home: Home = None,
) -> None:
    """Atšaukti gautą failą · Take a file back; its rows go with the next refresh."""
    from etl.inbox.command import withdraw_file

    print(withdraw_file(find_settings(context, home, None), file))
