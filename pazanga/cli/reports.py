"""Commands that write what pages show to files for others."""

from pathlib import Path
from typing import Annotated

import typer

from pazanga.cli.options import Home, Speech, find_settings

commands = typer.Typer()


@commands.command()
def report(
    context: typer.Context,
    plan: Annotated[str, typer.Option(help="Plano kodas · Code of the plan")],
    out: Annotated[
        Path,
        typer.Option(
            help="Failas .pdf, .docx, .html (skaidrės · slides) · File to write"
        ),
    ],
    sections: Annotated[
        str | None,
        typer.Option(
            help="Skyriai: money,late,targets,exams,schools,ending,quality"
            " · Sections [all]"
        ),
    ] = None,
    lang: Annotated[
        Speech | None, typer.Option(help="Kalba · Language [PAZANGA_LANGUAGE]")
    ] = None,
    home: Home = None,
) -> None:
    """Ataskaita tarybai: PDF, DOCX, skaidrės · The report for the council."""
    from dashboard.report.command import write_report
    from pazanga.texts import text

    settings = find_settings(context, home, None)
    language = lang.value if lang else settings.language
    write_report(settings, plan, out, sections, language)
    print(text("dashboard.report", "written", settings.language, path=out))


@commands.command()
def export(
    context: typer.Context,
    out: Annotated[Path, typer.Option(help="Naujas aplankas · New folder")],
    home: Home = None,
) -> None:
    """Visos lentelės kaip „Data Package“ · All tables as a Data Package."""
    from dashboard.api.data_package import export_package
    from pazanga.texts import text

    settings = find_settings(context, home, None)
    count = export_package(settings, out)
    said = "package.written"
    print(text("dashboard.api", said, settings.language, count=count, path=out))
