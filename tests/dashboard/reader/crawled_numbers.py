"""Numbers of a drawn page without a proof: neither links nor said by a proven value."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import dashboard
from dashboard.headless.markup import parse_markup
from dashboard.kit.proofs.numbers import list_numbers
from dashboard.kit.snapshot import connect
from dashboard.kit.typography import JOINER
from dashboard.verify.page_figures import read_shown
from warehouse.connection import query_frame

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dashboard.headless.drawn_page import DrawnPage
    from dashboard.headless.markup import Node
    from dashboard.kit.proofs.proof import Value

NO_FIGURES: Final[Mapping[str, str]] = {
    r"\d{4}-\d\d-\d\d(?:[\s\u00a0]\d\d:\d\d)?": "a day or a moment",
    r"\b\d{4}[–-]\d{2,4}\b|(?<!\d)\d\d–\d\d$": "a school year, a month or years",
    r"\b[HQ][1-4](?:[\s\u00a0](?:19|20)\d\d)?\b": "a part of a year",
    r"(?<![\d.,])(?<!\d\u00a0)(?:19|20)\d\d(?:[\s\u00a0]m\b)?(?!\d|[.,]\d)": "a year",
    r"[\w.-]+\.(?:xlsx|csv|txt|docx|pdf|duckdb|parquet)\b": "the name of a file",
    r"(?:eilut\w*|lin(?:e|es)|rows?|sheet|Nr\.|No\.)[\s\u00a0]\d[\d, ;]*": "a place",
    r"\d+[\s\u00a0](?:eilutė|lapas)\b": "a place",
    r"\b[A-Za-zĄ-ž]+-?\d[\w.–-]*": "a code",
    r"„[^“]*“|“[^”]*”": "words of a document, as it prints them",
    r"(?:UAB|MB|AB)[\s\u00a0]\S+": "the name of a supplier",
    r"\d+–\d+[\s\u00a0](?:klas|bal|point|grade)\w*": "what a measure is called",
    r"(?:95[\s\u00a0]proc\.|95[\s\u00a0]?%)": "the confidence of an interval",
    r"(?:mažiau[\s\u00a0]kaip|fewer[\s\u00a0]than)[\s\u00a0]5": "a rule on few pupils",
    r"(?:Čia – \d+ iš [\d\u00a0]+ eilučių|[\d,]+ of [\d,]+ rows are here).*": (
        "how many rows of a table paper holds"
    ),
}
"""What is written with digits and is no figure, and why."""

_PAGES: Final = Path(dashboard.__file__).parent
_SKIPPED: Final = frozenset(
    {"tick", "axis", "heads", "crumbs", "source", "query", "paper", "marks"}
)
"""Classes of scales, of the way to a page, of sources and queries."""

_PICTURES: Final = frozenset({"picture"})
_HEADINGS: Final = frozenset({"h1", "h2", "summary"})
_LISTS: Final = frozenset({"tbody", "ul", "dl"})
_NAMES: Final = """
    select concat(activity_number, dot, ' ', activity_title) as name
    from reports.rpt_activity, (values ('.'), ('')) as dots (dot)
    where plan_code = $plan
    union all
    select indicator_name from reports.rpt_indicator where plan_code = $plan
    union all
    select school_name from reports.rpt_school where plan_code = $plan
"""

_PLACEHOLDER: Final = re.compile(r"\{[^{}]*\}")

_ITEM: Final = re.compile(r"^(?:activity|school|indicator|dictionary|proof)\?")
_CODES: Final = frozenset({"Nr.", "No.", "Veiklos Nr.", "Rodiklio Nr.", "first"})


@dataclass(frozen=True)
class CrawledNumber:
    """A number without a proof.

    Attributes:
        place: Where it stands: the caption of its table, else names of classes.
        text: The number.
        around: The text around it.
        value: What it says.
        heading: The heading that it stands in.
    """

    place: str
    text: str
    around: str
    value: Decimal = Decimal(0)
    heading: str = ""


@dataclass(frozen=True)
class _Around:
    """Where an element stands.

    Attributes:
        place: See `CrawledNumber`.
        names: Names of things that hold digits.
        is_drawn: Whether it is a part of a picture.
        heading: The heading that it stands in.
    """

    place: str
    names: Sequence[str]
    is_drawn: bool = False
    heading: str = ""

    def enter(self, node: Node) -> _Around:
        """Return where the content of an element stands."""
        is_drawn = self.is_drawn or bool(_PICTURES & {*node.classes})
        heading = node.text if node.name in _HEADINGS else self.heading
        return _Around(_name_place(node, self.place), self.names, is_drawn, heading)


def crawl_numbers(page: DrawnPage) -> Iterator[CrawledNumber]:
    """Yield the numbers of a page that nothing proves.

    A number in a sentence or a table has a proof of its own. What a picture writes
    beside its marks is told by the proven figures of its table.
    """
    names, listed = _query_names(page), count_listed(page)
    for piece in page.pieces:
        tree = parse_markup(piece.markup)
        values = [*_list_values(page, piece.block)]
        for number in _crawl(tree, _Around(piece.block, names), page, values):
            if number.value not in listed.get(number.heading, ()):
                yield number


def count_listed(page: DrawnPage) -> Mapping[str, set[Decimal]]:
    """Count the rows and lines under each heading and each summary, by its text.

    A heading that tells one of these counts is proved by what a reader sees below it.
    """
    listed: dict[str, set[Decimal]] = {}
    open_texts: list[str] = []
    for piece in page.pieces:
        for node in parse_markup(piece.markup).walk():
            if node.name in _HEADINGS:
                kept = open_texts[:1] if node.name == "summary" else []
                open_texts = [*kept, node.text]
                listed.setdefault(node.text, {Decimal(0)})
            elif node.name in _LISTS:
                for text in open_texts:
                    listed[text] = (listed[text] - {Decimal(0)}) | _count_lines(node)
    return listed


def _count_lines(node: Node) -> set[Decimal]:
    """Count the lines of a list, and the lines within them."""
    inner = [one for part in node.nodes for line in part.nodes for one in line.nodes]
    return {Decimal(len(one)) for one in (node.nodes, inner) if one}


def _list_values(page: DrawnPage, block: str) -> Iterator[Value]:
    """Yield the values that are proven in a block."""
    for piece in page.pieces:
        if piece.block == block:
            shown = map(read_shown, parse_markup(piece.markup).find_all("proof"))
            yield from (one.value for one in shown if one.value is not None)


def _query_names(page: DrawnPage) -> Sequence[str]:
    """Query names of things that hold digits, the longest first."""
    plan = {"plan": page.screen.plan_code}
    rows = query_frame(connect(page.screen.snapshot.path), _NAMES, plan)
    names = {name for name in rows["name"] if name and re.search(r"\d", name)}
    return sorted(names, key=len, reverse=True)


def _crawl(
    node: Node, around: _Around, page: DrawnPage, values: Sequence[Value]
) -> Iterator[CrawledNumber]:
    if _is_skipped(node):
        return
    around = around.enter(node)
    text = _read_own(node, around.names)
    said = " ".join(text.split())[:90]
    for number in list_numbers(text, page.screen.language):
        if not around.is_drawn or not any(number.tells(value) for value in values):
            value = number.value.scaleb(number.scale)
            yield CrawledNumber(around.place, number.text, said, value, around.heading)
    for child in node.nodes:
        yield from _crawl(child, around, page, values)


@cache
def list_constants() -> Sequence[str]:
    """List the words of the catalogues that hold digits: they are no figures of data.

    The tolerance of being late, points that an exam adds, the least group of pupils.
    """
    found: set[str] = set()
    for file in sorted(_PAGES.rglob("texts.toml")):
        said = [*_list_texts(tomllib.loads(file.read_text(encoding="utf-8")))]
        parts = (part for text in said for part in _PLACEHOLDER.split(text))
        found |= {part.strip() for part in parts if re.search(r"\d", part)}
    return sorted((one for one in found if len(one) > 8), key=len, reverse=True)


def _list_texts(entry: object) -> Iterator[str]:
    if isinstance(entry, str):
        yield entry
    elif isinstance(entry, dict):
        for one in entry.values():
            yield from _list_texts(one)


def _is_skipped(node: Node) -> bool:
    if "proof" in node.classes or node.name in {"pre", "code", "style", "caption"}:
        return True
    if node.attributes.get("lang") == "lt" or _SKIPPED & {*node.classes}:
        return True
    is_name = node.name == "th" and node.attributes.get("scope") == "row"
    if is_name and re.fullmatch(r"[\d.]+(?: \(\d+\))?", node.text):
        return True  # The number of an activity or of an indicator.
    return node.name == "a" and bool(_ITEM.match(node.attributes.get("href", "")))


def _name_place(node: Node, place: str) -> str:
    if node.name == "table":
        caption = node.find(name="caption")
        return f"table {caption.text if caption else ''}"
    if node.name in {"td", "th"}:
        return f"{place.partition(' | ')[0]} | {node.attributes.get('data-label', '')}"
    if not place.startswith("table") and (node.classes or node.name in {"h2", "p"}):
        return ".".join([node.name, *node.classes])
    return place


def _read_own(node: Node, names: Sequence[str]) -> str:
    """Return the text of an element, without what is no figure."""
    own = (part if isinstance(part, str) else "\u0001" for part in node.content)
    text = "".join(own).replace(JOINER, "")
    for name in (*names, *list_constants()):
        text = text.replace(name, "\u0001")
    if node.name == "th":
        text = re.sub(r"^[\d.]+ (?=\D)", "", text)  # The number of an activity.
    for pattern in NO_FIGURES:
        text = re.sub(pattern, "\u0001", text)
    return text
