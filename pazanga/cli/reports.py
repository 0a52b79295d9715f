"""Commands that write what pages show to files for others."""

from pathlib import Path
from typing import Annotated

import typer

from pazanga.cli.options import Home, Speech, find_settings, record_taken

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
    record_taken(settings, "report", out)
    print(text("dashboard.report", "written", settings.language, path=out))


@commands.command()
def export(
    context: typer.Context,
    out: Annotated[Path, typer.Option(help="Naujas aplankas · New folder")],
    address: Annotated[
        str, typer.Option(help="Kur aplankas bus · Where the folder will be, https://…")
    ] = "",
    publisher: Annotated[
        str, typer.Option(help="Skelbėjas · Who publishes [municipalities]")
    ] = "",
    contact: Annotated[
        str, typer.Option(help="El. paštas klausimams · Mailbox for questions")
    ] = "",
    licence: Annotated[
        str, typer.Option(help="Licencijos adresas · Address of the licence")
    ] = "",
    dataset: Annotated[
        str,
        typer.Option(
            help="Kodinis vardas data.gov.lt · Code name [datasets/gov/pazanga]"
        ),
    ] = "",
    home: Home = None,
) -> None:
    """Visos lentelės su aprašais portalams · All tables, described for portals."""
    from dashboard.package.data_package import export_package
    from dashboard.package.publisher import make_publisher
    from pazanga.texts import text

    settings = find_settings(context, home, None)
    told = make_publisher(address, publisher, contact, licence, dataset)
    count = export_package(settings, out, told)
    record_taken(settings, "export", out)
    said = "package.written"
    print(text("dashboard.package", said, settings.language, count=count, path=out))
