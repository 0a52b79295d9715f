"""What a report says of itself: its cover, its method, and what nobody knows."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from dashboard.kit.formats import format_title
from dashboard.report.model import (
    CouncilReport,
    FactsBlock,
    HeadingBlock,
    ListBlock,
    ListItem,
    ParagraphBlock,
    TextSpan,
    join_words,
)
from pazanga.local_time import format_moment
from pazanga.texts import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dashboard.kit.screen import Screen
    from dashboard.report.model import Block, Chapter, Lines

_METHOD: Final = ("as_pages", "printed", "shared", "progress", "empty")
_ON_COVER: Final = ("title", "municipality", "programme")


def make_report(
    chapters: tuple[Chapter, ...], document: Sequence[Block], lead: str, screen: Screen
) -> CouncilReport:
    """Make a report of its chapters, with its cover.

    Args:
        chapters: In order.
        document: What the page of the plan says of the document.
        lead: What the overview says of the plan in one line.
        screen: Language, plan and snapshot.
    """
    language, kit = screen.language, screen.words("kit")
    published = format_moment(screen.snapshot.published_at)
    facts = dict(_list_facts(document))
    labels = [screen.words("plan")(f"document.{name}") for name in _ON_COVER]
    printed = facts.get(labels[0])
    title = format_title(join_words(printed[0])) if printed else screen.plan_name
    lead = lead.removeprefix(title).lstrip(" ·")
    data = text("dashboard.report", "cover.data", language, published=published)
    shown = [(label, facts[label]) for label in labels[1:] if label in facts]
    shown.append(
        (text("dashboard.report", "cover.data_label", language), ((TextSpan(data),),))
    )
    shown.append(
        (
            text("dashboard.report", "cover.snapshot", language),
            ((TextSpan(screen.snapshot.name, "small"),),),
        )
    )
    return CouncilReport(
        language=language,
        title=title,
        kicker=text("dashboard.report", "cover.kicker", language),
        lead=lead[:1].upper() + lead[1:],
        facts=FactsBlock(tuple(shown)),
        source=text(
            "dashboard.report",
            "every_page",
            language,
            plan=screen.plan_name,
            published=published,
        ),
        published_at=screen.snapshot.published_at,
        chapters=chapters,
        warning=kit("state.synthetic") if screen.has_synthetic else "",
        mark=kit("footer.made_up") if screen.has_synthetic else "",
        contents=text("dashboard.report", "contents", language),
    )


def list_method(screen: Screen) -> Iterator[Block]:
    """Yield how figures come about, in short."""
    yield HeadingBlock(
        (TextSpan(text("dashboard.report", "method.title", screen.language)),)
    )
    sentences = [
        text("dashboard.report", f"method.{name}", screen.language) for name in _METHOD
    ]
    sentences.insert(1, screen.words("kit")("footer.method"))
    yield ListBlock(tuple(ListItem(((TextSpan(one),),)) for one in sentences))


def list_unknown(
    summary: Sequence[Block],
    ending: Sequence[Block],
    document: Sequence[Block],
    screen: Screen,
) -> Iterator[Block]:
    """Yield what the pages say that nobody has reported, measured or printed.

    Args:
        summary: What the overview says.
        ending: What the page of the plan says of its end; empty before it.
        document: What it says of the document.
        screen: Language.
    """
    yield HeadingBlock((TextSpan(screen.words("plan")("ending.unknown")),))
    items = [*_list_marked(summary), *_list_named(ending, screen)]
    if names := ", ".join(_list_missing(document)):
        said = text(
            "dashboard.report", "unknown.document", screen.language, names=names
        )
        items.append(ListItem(((TextSpan(said),),)))
    if items:
        yield ListBlock(tuple(items))
    else:
        yield ParagraphBlock(
            (TextSpan(text("dashboard.report", "unknown.none", screen.language)),)
        )


def _list_marked(blocks: Sequence[Block]) -> Iterator[ListItem]:
    """Yield the lines that carry the sign of what is not known."""
    for block in blocks:
        if isinstance(block, ListBlock):
            for item in block.items:
                if item.status == "unknown":
                    yield ListItem(((TextSpan(join_words(item.lines[0])),),))


def _list_named(blocks: Sequence[Block], screen: Screen) -> Iterator[ListItem]:
    """Yield the lines of the list that is called after what is not known."""
    name = screen.words("plan")("ending.unknown")
    for before, block in pairwise(blocks):
        is_named = isinstance(before, ParagraphBlock) and join_words(before.words)
        if isinstance(block, ListBlock) and is_named == name:
            yield from block.items


def _list_missing(document: Sequence[Block]) -> Iterator[str]:
    for label, lines in _list_facts(document):
        if all(span.style == "missing" for line in lines for span in line):
            yield label


def _list_facts(blocks: Sequence[Block]) -> Iterator[tuple[str, Lines]]:
    for block in blocks:
        if isinstance(block, FactsBlock):
            yield from block.facts
