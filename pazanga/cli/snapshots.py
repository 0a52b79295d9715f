"""Commands that ask the current snapshot, or choose another one."""

from pathlib import Path
from typing import Annotated

import typer

from pazanga.cli.options import Format, Home, find_settings

commands = typer.Typer()


@commands.command()
def status(
    context: typer.Context,
    home: Home = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="JSON")] = False,
) -> None:
    """Kas rodoma ir ar šviežia · What is shown, how fresh it is, what ran last."""
    import json

    from warehouse.status import read_status, say_status

    settings = find_settings(context, home, None)
    store = settings.store.address
    found = read_status(settings.warehouse_dir, settings.inbox_dir, store)
    if as_json:
        print(json.dumps(found.to_json(), ensure_ascii=False, indent=2))
    else:
        print(*say_status(found, settings.language), sep="\n")
    raise typer.Exit(0 if found.snapshot else 2)


@commands.command()
def path(context: typer.Context, home: Home = None) -> None:
    """Rodomo DuckDB failo vieta · Path of the snapshot that is shown."""
    from warehouse.snapshots import find_current

    print(find_current(find_settings(context, home, None).warehouse_dir))


@commands.command(context_settings={"ignore_unknown_options": True})
def sql(
    context: typer.Context,
    query: Annotated[
        list[str],
        typer.Argument(
            help="select … | explain … | - (iš įvesties · from standard input)"
        ),
    ],
    output: Annotated[
        Format, typer.Option("--format", help="Išvestis · Output")
    ] = Format.TABLE,
    limit: Annotated[int, typer.Option(help="Eilučių riba · Most rows")] = 1000,
    seconds: Annotated[float, typer.Option(help="Laiko riba · Most time")] = 30,
    home: Home = None,
    out: Annotated[
        Path | None, typer.Option(help="Failas · File to write [stdout]")
    ] = None,
) -> None:
    """Užklausa rodomiems duomenims · One query on the snapshot, read-only."""
    from pazanga.access.journal import record_asked
    from warehouse.query.command import read_question, run_sql
    from warehouse.query.limits import Limits

    settings = find_settings(context, home, None)
    limits = Limits(rows=limit, seconds=seconds)
    question = read_question(query)
    record_asked(settings, question)
    raise typer.Exit(run_sql(settings, question, output.value, limits, out))


@commands.command()
def mcp(context: typer.Context, home: Home = None) -> None:
    """Įrankiai asistentams (MCP) · Tools for assistants, on standard input, output."""
    from dashboard.assistant.standard_streams import serve_streams

    serve_streams(find_settings(context, home, None))


@commands.command()
def rollback(
    context: typer.Context,
    snapshot: Annotated[
        str | None, typer.Argument(help="Failo vardas · File name [the one before]")
    ] = None,
    home: Home = None,
) -> None:
    """Vėl rodyti ankstesnius duomenis · Show another snapshot again."""
    from pazanga.access.journal import record_command
    from pazanga.texts import text
    from warehouse.store.following import roll_back_shared

    settings = find_settings(context, home, None)
    shown = roll_back_shared(settings, snapshot)
    record_command(settings, "rolled_back", snapshot=shown.name)
    print(text("warehouse", "rolled_back", settings.language, snapshot=shown.name))
