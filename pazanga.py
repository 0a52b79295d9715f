"""The command line `pazanga`: thin, so that `--help` is instant."""

import os
import sys
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from warehouse.settings import Settings

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)

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
Host = Annotated[str, typer.Option(help="Adresas · Address")]
Port = Annotated[int, typer.Option(help="Prievadas · Port")]


class Format(Enum):
    """What `pazanga sql` can write."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


class Kind(Enum):
    """Kinds of workbooks that people fill in."""

    SPENDING = "spending"
    MEASUREMENTS = "measurements"
    EXAMS = "exams"
    PLAN_CHANGES = "plan-changes"


@app.callback()
def pazanga(context: typer.Context, home: Home = None, data: Data = None) -> None:
    """Švietimo pažangos planų duomenys · Data of education progress plans."""
    context.obj = (home, data)


@app.command()
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
    from etl.extract_command import run_extract

    settings = _read_settings(context, None, data)
    raise typer.Exit(run_extract(document, out, settings, lines))


@app.command()
def refresh(context: typer.Context, home: Home = None, data: Data = None) -> None:
    """Įkelti, patikrinti, paskelbti · Load what changed, audit it, publish it."""
    raise typer.Exit(_refresh(_read_settings(context, home, data)))


@app.command()
def serve(
    context: typer.Context,
    host: Host = "127.0.0.1",
    port: Port = 8501,
    home: Home = None,
    data: Data = None,
) -> None:
    """Rodyti skydelį naršyklėje · Serve the dashboard."""
    from dashboard.server import serve

    serve(_read_settings(context, home, data), host, port)


@app.command()
def up(
    context: typer.Context,
    host: Host = "127.0.0.1",
    port: Port = 8501,
    home: Home = None,
    data: Data = None,
) -> None:
    """Atnaujinti ir rodyti · Refresh, then serve: the main job."""
    from dashboard.server import serve
    from warehouse.messages import UserError
    from warehouse.snapshots import read_current

    settings = _read_settings(context, home, data)
    try:
        code = _refresh(settings)
    except UserError as error:
        code = error.exit_code
        _complain(error.text(settings.language))
    if code:
        # What was published before is still good to show; if nothing was, this says so.
        read_current(settings.warehouse_dir)
    serve(settings, host, port)


@app.command()
def status(
    context: typer.Context,
    home: Home = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="JSON")] = False,
) -> None:
    """Kas rodoma ir ar šviežia · What is shown, how fresh it is, what ran last."""
    import json

    from warehouse.status import read_status, say_status

    settings = _read_settings(context, home, None)
    found = read_status(settings.warehouse_dir, settings.inbox_dir)
    if as_json:
        print(json.dumps(found.to_json(), ensure_ascii=False, indent=2))
    else:
        print(*say_status(found, settings.language), sep="\n")
    raise typer.Exit(0 if found.snapshot else 2)


@app.command()
def path(context: typer.Context, home: Home = None) -> None:
    """Rodomo DuckDB failo vieta · Path of the snapshot that is shown."""
    from warehouse.snapshots import find_current

    print(find_current(_read_settings(context, home, None).warehouse_dir))


@app.command()
def sql(
    context: typer.Context,
    query: Annotated[str, typer.Argument(help="select … | explain …")],
    output: Annotated[
        Format, typer.Option("--format", help="Išvestis · Output")
    ] = Format.TABLE,
    limit: Annotated[int, typer.Option(min=1, help="Eilučių riba · Most rows")] = 1000,
    seconds: Annotated[
        float, typer.Option(min=0.1, help="Laiko riba · Most time")
    ] = 30,
    home: Home = None,
) -> None:
    """Užklausa rodomiems duomenims · One query on the snapshot, read-only."""
    from warehouse.messages import text
    from warehouse.query import Limits, format_rows, run_query
    from warehouse.snapshots import find_current

    settings = _read_settings(context, home, None)
    snapshot = find_current(settings.warehouse_dir)
    answer = run_query(snapshot, query, Limits(rows=limit, seconds=seconds))
    sys.stdout.buffer.write(format_rows(answer.rows, output.value))
    if answer.is_truncated:
        _complain(text("warehouse", "truncated", settings.language, count=limit))


@app.command()
def rollback(
    context: typer.Context,
    snapshot: Annotated[
        str | None, typer.Argument(help="Failo vardas · File name [the one before]")
    ] = None,
    home: Home = None,
) -> None:
    """Vėl rodyti ankstesnius duomenis · Show another snapshot again."""
    from warehouse.messages import text
    from warehouse.snapshots import roll_back

    settings = _read_settings(context, home, None)
    shown = roll_back(settings.warehouse_dir, snapshot)
    print(text("warehouse", "rolled_back", settings.language, snapshot=shown.name))


@app.command()
def template(
    context: typer.Context,
    kind: Annotated[Kind, typer.Argument(help="Lentelės rūšis · Kind of workbook")],
    out: Annotated[Path, typer.Option(help="Failas .xlsx arba .csv · File to write")],
) -> None:
    """Tuščia lentelė pildyti · Write an empty, documented workbook to fill in."""
    from etl.sources.workbooks import write_template

    settings = _read_settings(context, None, None)
    write_template(kind.value, out, settings.language)
    print(out)


@app.command()
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
        typer.Option(help="Atidėtų eilučių .xlsx · Workbook of the rows put aside"),
    ] = None,
) -> None:
    """Kas pasikeistų įkėlus lentelę · What a workbook would change; loads nothing."""
    from etl.check.command import Wanted, run_check

    settings = _read_settings(context, home, None)
    wanted = Wanted(as_json=as_json, name=name, rejects=rejects)
    raise typer.Exit(run_check(file, settings, wanted))


@app.command()
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
    """Atidėtos eilutės taisyti · Rows put aside, as a workbook to correct."""
    from etl.put_aside import write_put_aside
    from warehouse.messages import text

    settings = _read_settings(context, home, None)
    count = write_put_aside(settings, out, source=source, snapshot=snapshot)
    key = "rejects_written" if count else "rejects_none"
    print(text("etl", key, settings.language, count=count, path=out))


@app.command()
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
    from warehouse.messages import text

    settings = _read_settings(context, home, data)
    if remove:
        key, count = "demo_removed", remove_demo(settings)
    else:
        key, count = "demo_added", len(add_demo(settings))
    print(text("etl", key, settings.language, catalogue="refresh", count=count))
    raise typer.Exit(_refresh(settings))


@app.command()
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

    settings = _read_settings(context, home, data)
    raise typer.Exit(run_schedule(settings, once=once, say=_say))


def _refresh(settings: "Settings") -> int:
    from etl.log import keep_log
    from etl.refresh import refresh
    from etl.report import say_complaints, say_report

    with keep_log(settings.logs_dir, "refresh"):
        report = refresh(settings)
    print(*say_report(report, settings.language), sep="\n", flush=True)
    for complaint in say_complaints(report, settings.language):
        _complain(complaint)
    return report.exit_code


def _read_settings(
    context: typer.Context, home: Path | None, data: Path | None
) -> "Settings":
    """Build the settings; an option after the command wins over one before it."""
    from warehouse.settings import read_settings

    earlier_home, earlier_data = context.obj
    return read_settings(
        os.environ, home=home or earlier_home, data=data or earlier_data
    )


def _say(message: str) -> None:
    print(message, flush=True)


def _complain(message: str) -> None:
    print(message, file=sys.stderr)


def main() -> None:
    """Run the command line; what a person can mend is said in one message."""
    from warehouse.command_line import run_command

    english = os.environ.get("PAZANGA_LANGUAGE") == "en"
    sys.exit(run_command(app, "en" if english else "lt"))


if __name__ == "__main__":
    main()
