"""Commands that fill the warehouse and show it."""

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pazanga.cli.options import (
    Data,
    EngineName,
    Home,
    Host,
    Port,
    complain,
    find_settings,
    say,
)

if TYPE_CHECKING:
    from pazanga.settings import Settings

commands = typer.Typer()


@commands.command()
def extract(
    context: typer.Context,
    document: Annotated[
        Path,
        typer.Argument(help="Planas: DOCX, PDF, tekstas · Plan: DOCX, PDF, UTF-8 text"),
    ],
    out: Annotated[
        Path, typer.Option(help="Plano paketo aplankas · Folder of the plan package")
    ],
    lines: Annotated[
        Path | None,
        typer.Option(help="Kur įrašyti eilutes · File for the lines it was read as"),
    ] = None,
    data: Data = None,
) -> None:
    """Perskaityti plano dokumentą · Turn a plan document into a plan package."""
    from etl.plans.command import run_extract
    from pazanga.files.private import write_as_given

    settings = find_settings(context, None, data)
    with write_as_given():
        code = run_extract(document, out, settings, lines)
    raise typer.Exit(code)


@commands.command()
def refresh(
    context: typer.Context,
    engine: Annotated[
        EngineName | None,
        typer.Option(
            help="Kas skaičiuoja · What builds the models [PAZANGA_ENGINE, duckdb]"
        ),
    ] = None,
    home: Home = None,
    data: Data = None,
    *,
    full: Annotated[
        bool,
        typer.Option("--full", help="Viską iš naujo, palyginti · Build all, compare"),
    ] = False,
) -> None:
    """Įkelti, patikrinti, paskelbti · Load what changed, audit it, publish it."""
    settings = find_settings(context, home, data)
    if engine:
        chosen = replace(settings.engine, name=engine.value)
        settings = replace(settings, engine=chosen)
    raise typer.Exit(_refresh(settings, is_whole=full))


@commands.command()
def serve(
    context: typer.Context,
    host: Host = "127.0.0.1",
    port: Port = 8501,
    home: Home = None,
    data: Data = None,
) -> None:
    """Rodyti skydelį naršyklėje · Serve the dashboard."""
    from dashboard.server.server import serve

    serve(find_settings(context, home, data), host, port)


@commands.command()
def up(
    context: typer.Context,
    host: Host = "127.0.0.1",
    port: Port = 8501,
    home: Home = None,
    data: Data = None,
) -> None:
    """Atnaujinti ir rodyti · Refresh, then serve: the main job."""
    from dashboard.server.listener import open_listener
    from pazanga.texts import text

    settings = find_settings(context, home, data)
    with open_listener(
        host,
        port,
        is_public=settings.is_shared,
        has_logins=settings.logins is not None,
    ) as listener:
        say(text("dashboard", "refreshing", settings.language))
        _refresh_or_keep(settings)
        from dashboard.server.server import serve_on

        serve_on(listener, settings, host)


@commands.command()
def schedule(
    context: typer.Context,
    home: Home = None,
    data: Data = None,
    *,
    once: Annotated[
        bool, typer.Option("--once", help="Vieną kartą, dabar · Once, now")
    ] = False,
) -> None:
    """Atnaujinti pagal tvarkaraštį · Refresh by the schedule and the inbox."""
    from etl.schedule.command import run_schedule

    settings = find_settings(context, home, data)
    raise typer.Exit(run_schedule(settings, once=once, say=say))


@commands.command()
def demo(
    context: typer.Context,
    home: Home = None,
    data: Data = None,
    *,
    remove: Annotated[
        bool, typer.Option("--remove", help="Pašalinti · Take them out again")
    ] = False,
) -> None:
    """Sugalvoti duomenys pavyzdžiui · Made-up data, to see what the pages are for."""
    from etl.demo.command import add_demo, remove_demo
    from pazanga.texts import text

    settings = find_settings(context, home, data)
    if remove:
        key, count = "removed", remove_demo(settings)
    else:
        key, count = "added", len(add_demo(settings))
    print(text("etl.demo", key, settings.language, count=count))
    raise typer.Exit(_refresh(settings))


def _refresh_or_keep(settings: "Settings") -> None:
    """Refresh; what was published before is still good to show where that fails.

    Raises:
        NoSnapshot: It failed, and nothing was published before.
    """
    from pazanga.errors import UserError
    from warehouse.snapshots import read_current

    try:
        code = _refresh(settings)
    except UserError as error:
        code = error.exit_code
        complain(error.text(settings.language))
    if code:
        read_current(settings.warehouse_dir)


def _refresh(settings: "Settings", *, is_whole: bool = False) -> int:
    from etl.refresh.refresh import refresh
    from etl.refresh.report import say_complaints, say_file, say_report
    from pazanga.cli.progress_line import show_progress
    from pazanga.log import keep_log
    from pazanga.program import OWN_FILE

    with (
        keep_log(settings.logs_dir, "refresh"),
        show_progress(settings.language) as tell,
    ):
        report = refresh(settings, is_whole=is_whole, tell=tell)
    if own := os.environ.get(OWN_FILE):
        print(*say_file(report, own, settings.language), sep="\n", flush=True)
        return report.exit_code
    print(*say_report(report, settings.language), sep="\n", flush=True)
    for complaint in say_complaints(report, settings.language):
        complain(complaint)
    return report.exit_code
