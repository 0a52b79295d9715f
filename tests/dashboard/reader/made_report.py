"""A small report of hostile titles, for what writes reports as files."""

from datetime import UTC, datetime
from typing import Any

from dashboard.report.model import (
    Chapter,
    CouncilReport,
    FactsBlock,
    FiguresBlock,
    HeadingBlock,
    ListBlock,
    ListItem,
    ParagraphBlock,
    ReportColumn,
    ReportFigure,
    TableBlock,
    TextSpan,
)

HOSTILE = [
    '#read("/etc/passwd")',
    "$x^2$ *b* _i_ @a <b> // c /* d */",
    '=HYPERLINK("x")',
    "+1+1",
    "\\ \" ' ` [x] {y} ]]>",
    "Ąžuolų „erdvė“ – č",
]


def line(text: str, **style: Any) -> tuple[TextSpan, ...]:  # noqa: ANN401
    return (TextSpan(text, **style),)


def make_report(**cells: Any) -> CouncilReport:  # noqa: ANN401
    rows = tuple(
        ((line(text), line("small", style="small")), (line("1\u00a0000,50"),))
        for text in HOSTILE * 12
    )
    columns = (ReportColumn("Veikla"), ReportColumn("Be PVM, €", is_number=True))
    total = ((line("Iš viso"),), (line("5,00"),))
    blocks = (
        ParagraphBlock(line("Atsakymas 2024-01-01."), "answer"),
        FiguresBlock(tuple(ReportFigure(one, "5 €", one) for one in HOSTILE[:5])),
        HeadingBlock(line(HOSTILE[0])),
        ParagraphBlock(line("Lietuviškai", language="lt"), "note"),
        TableBlock(HOSTILE[2], columns, rows, total),
        HeadingBlock(line(HOSTILE[2]), level=3),
        ListBlock((ListItem((line(HOSTILE[1]),), "■", "late"),)),
        ListBlock((ListItem((line(HOSTILE[1]),)),)),
    )
    given: dict[str, Any] = {
        "language": "lt",
        "title": HOSTILE[0],
        "kicker": "Ataskaita",
        "lead": HOSTILE[1],
        "facts": FactsBlock(((HOSTILE[4], (line(HOSTILE[5]),)),)),
        "source": "Šaltinis: planas. Paskelbta 2026-11-30.",
        "published_at": datetime(2026, 11, 30, 5, tzinfo=UTC),
        "chapters": (Chapter("Pinigai", blocks), Chapter(HOSTILE[5], blocks[:1])),
        "contents": "Turinys",
        **cells,
    }
    return CouncilReport(**given)
