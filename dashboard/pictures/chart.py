"""A chart of a page as a picture: read from its markup, drawn by Typst.

picture = read_picture(page, "comparison")
Path("comparison.svg").write_bytes(draw_picture(picture, "svg"))
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal
from xml.sax.saxutils import escape

from dashboard.headless.markup import parse_markup
from dashboard.pictures.drawing.colours import find_colour
from dashboard.pictures.drawing.glyphs import make_drawable
from dashboard.pictures.drawing.shapes import GROUND, INK, MUTED, Legend, LegendSign
from dashboard.pictures.drawing.typesetting import typeset
from dashboard.pictures.kinds.bars import make_bars
from dashboard.pictures.kinds.bullets import make_bullets
from dashboard.pictures.kinds.dumbbells import make_dumbbells
from dashboard.pictures.kinds.flows import make_flows
from dashboard.pictures.kinds.gantt import make_gantt
from dashboard.pictures.kinds.matrix import make_matrix
from dashboard.pictures.kinds.paired_bars import make_pairs
from dashboard.pictures.kinds.slopes import make_slopes
from dashboard.pictures.kinds.spans import make_spans
from dashboard.pictures.kinds.strips import make_strips
from dashboard.pictures.kinds.timeline import make_timeline
from dashboard.pictures.kinds.treemap import make_treemap
from dashboard.pictures.kinds.trends import make_trend
from dashboard.pictures.kinds.years import make_years
from pazanga.errors import PageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dashboard.headless.drawn_page import DrawnPage
    from dashboard.headless.markup import Node
    from dashboard.pictures.drawing.shapes import Item
    from pazanga.texts import Language

Format = Literal["svg", "png", "pdf"]

WIDTH: Final = 760
"""Width of a picture, points: readable on a slide, and on A4 at two thirds."""

KINDS: Final[Mapping[str, Callable[[Node], Item]]] = {
    "bars": make_bars,
    "bullets": make_bullets,
    "dumbbells": make_dumbbells,
    "flows": make_flows,
    "gantt": make_gantt,
    "table-frame": make_matrix,
    "pairs": make_pairs,
    "slopes": make_slopes,
    "spans": make_spans,
    "strips": make_strips,
    "timeline": make_timeline,
    "treemap": make_treemap,
    "trend": make_trend,
    "years": make_years,
}
"""What makes a figure of markup, by the class of its outermost element."""

_TEMPLATE: Final = Path(__file__).parent / "drawing" / "picture.typ"


@dataclass(frozen=True, kw_only=True)
class ChartPicture:
    """A chart with everything that stands in its picture.

    Attributes:
        name: Name of the chart on its page.
        title: The finding.
        subtitle: Measure, unit, filter, date; may be empty.
        alt: The finding for those who do not see the picture.
        warning: That data are made up; empty where none are.
        legend: Policy areas with their colours; None where the figure names them.
        figure: What is drawn.
        notes: Caption on method.
        source: Source, and the day of the data.
        language: Language of all that.
    """

    name: str
    title: str
    subtitle: str
    alt: str
    warning: str
    legend: Legend | None
    figure: Item
    notes: Sequence[str]
    source: str
    language: Language


def read_picture(page: DrawnPage, name: str = "") -> ChartPicture:
    """Read a chart of a page, the first unless one is named.

    Raises:
        PageError: The page has no chart, or none of that name.
    """
    charts = page.charts
    if not charts:
        raise PageError("page_without_charts", address=str(page.address))
    chosen = name or next(iter(charts))
    if chosen not in charts:
        names = ", ".join(charts)
        raise PageError(
            "chart_unknown", name=chosen, address=str(page.address), names=names
        )
    say = page.screen.words("kit")
    warning = say("state.synthetic") if page.screen.has_synthetic else ""
    return _read_chart(
        parse_markup(charts[chosen]), chosen, warning, page.screen.language
    )


def _read_chart(
    block: Node, name: str, warning: str, language: Language
) -> ChartPicture:
    picture = next(block.find_all("picture"))
    legend = block.find("legend")
    notes = (one for one in block.find_all("note") if "hint" not in one.classes)
    return ChartPicture(
        name=name,
        title=_read_text(block, "", "h2"),
        subtitle=_read_text(block, "subtitle"),
        alt=picture.attributes.get("aria-label", ""),
        warning=warning,
        legend=read_legend(legend) if legend else None,
        figure=make_figure(picture.nodes[0]),
        notes=[note.text for note in notes if note.text],
        source=_read_text(block, "source"),
        language=language,
    )


def make_figure(root: Node) -> Item:
    """Make what is drawn of the markup of a figure.

    Raises:
        KeyError: No kind of chart begins so: a mistake in the program.
    """
    kind = next(one for one in root.classes if one in KINDS)
    return KINDS[kind](root)


def _read_text(block: Node, class_: str, name: str = "") -> str:
    node = block.find(class_, name)
    return node.text if node else ""


def read_legend(node: Node) -> Legend:
    """Read the legend above a figure: policy areas with their colours."""
    parts = [
        (
            LegendSign(form="swatch", fill=find_colour(area.classes[-1]), size=9),
            area.text,
        )
        for area in node.find_all("area")
    ]
    return Legend(parts=parts, tone=INK)


def draw_picture(picture: ChartPicture, ending: Format) -> bytes:
    """Draw a picture; its words are outlines, so that it needs no typeface.

    Raises:
        TypesettingError: Typst refuses it.
    """
    frame = {"width": WIDTH, "ground": GROUND, "ink": INK, "muted": MUTED}
    content = typeset(_TEMPLATE, asdict(picture) | frame, format=ending)
    return _describe(content, picture) if ending == "svg" else content


def _describe(svg: bytes, picture: ChartPicture) -> bytes:
    """Add title and description, for programs that read a picture aloud."""
    head, _, rest = svg.partition(b">")
    title, alt = (escape(one) for one in make_drawable((picture.title, picture.alt)))
    said = f"<title>{title}</title><desc>{alt}</desc>"
    role = f' role="img" xml:lang="{picture.language}">'
    return head + role.encode() + said.encode() + rest
