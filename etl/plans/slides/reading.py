"""What slides print: shares of a basket, the basket, and the balance of two kinds.

A share is `<policy area> (<kind>) <share> %`; the balance is between soft work and
infrastructure, in this order. A figure is taken where nothing else stands beside it;
any other figure of money or shares is named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from etl.plans.form.money.amounts import tidy
from etl.plans.slides.basket import BASKET, Span, find_basket, slide_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from etl.plans.content.document import Line, PlanDocument
    from etl.plans.form.money.amounts import Reading

_AREAS: Final = {
    "lyderyst": "leadership",
    "įtrauk": "inclusion",
    "kultūr": "culture",
    "steam": "steam",
}
_AREA_WORDS: Final = r"(?:Lyderystė|Įtraukusis|Kultūrinis|STEAM)(?:[^\S\n]+\w+)?"
_SHARE_TITLE: Final = re.compile(
    rf"(?P<title>{_AREA_WORDS}\s*\((?P<kind>[A-ZĄČĘĖĮŠŲŪŽ]+)\))", re.IGNORECASE
)
# A title is followed by its share, and that by a blank line or another title.
_BESIDE: Final = re.compile(r"[\s:]*(?:[–—-]\s)?\s*(?P<printed>\S[^\n]*(?:\n[^\n]+)*)")
_TITLE_OR_BASKET: Final = re.compile(
    rf"{_SHARE_TITLE.pattern}|{BASKET.pattern}", re.IGNORECASE
)
_LETTER: Final = re.compile(r"[^\W\d_]")
_PERCENT: Final = re.compile(r"([0-9]{1,3}(?:[.,][0-9]+)?)\s*(?:%|proc\.?)")
_BALANCE: Final = re.compile(
    r"balans\w*\b[^%]{0,200}?(?P<soft>[0-9]{1,3}(?:[.,][0-9]+)?)\s*%"
    r"\s*[-–:/]\s*(?P<infrastructure>[0-9]{1,3}(?:[.,][0-9]+)?)\s*%",
    re.IGNORECASE,
)
_TITLE: Final = re.compile(r"pažangos planas$", re.IGNORECASE)
_WHOLE: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class Share:
    """A printed share of the basket.

    Attributes:
        title: As printed, e.g. `STEAM ugdymas (MVP)`.
        policy_area: Code of the area.
        kind: Code in brackets: `I` is infrastructure, others are soft work.
        percent: Share of the basket; None where more than a share is printed.
        printed: Share as printed.
        line: Line of the title.
    """

    title: str
    policy_area: str
    kind: str
    percent: Decimal | None
    printed: str
    line: int


@dataclass(frozen=True, slots=True)
class Printed:
    """Words of a slide and their line."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Slides:
    """What the slides print.

    Attributes:
        shares: In order of print.
        basket: Sum without VAT and its line, where slides name one.
        balance: Printed percent of soft work and of infrastructure, and the line.
        left_over: Figures of money and shares that belong to none of these.
        unknown: Words about a part of the basket whose share is not printed.
    """

    shares: tuple[Share, ...]
    basket: tuple[Reading, int] | None
    balance: tuple[Decimal, Decimal, int] | None
    left_over: tuple[Printed, ...] = ()
    unknown: tuple[Printed, ...] = ()


def read_title(document: PlanDocument) -> str:
    """Read the line that calls the document a plan, or its first line."""
    texts = [line.text for line in document.lines if line.text]
    return next(filter(_TITLE.search, texts), texts[0])


def read_slides(document: PlanDocument) -> Slides:
    """Find the shares, the basket and the balance, wherever they are printed."""
    lines = document.lines
    text = "\n".join(tidy(line.text) for line in lines)
    starts = [match.start() for match in _TITLE_OR_BASKET.finditer(text)]
    found = [
        _read_share(title, text[: next(_after(title, starts), len(text))], lines)
        for title in _SHARE_TITLE.finditer(text)
    ]
    basket, balance = find_basket(text, starts), _BALANCE.search(text)
    spans = [span for _, span in found]
    spans += basket.spans if basket else ()
    spans += [balance.span()] if balance else []
    shares = tuple(share for share, _ in found if share.printed)
    return Slides(
        shares=shares,
        basket=(basket.reading, _line_at(lines, text, basket.start))
        if basket
        else None,
        balance=balance
        and (
            _number(balance["soft"]),
            _number(balance["infrastructure"]),
            _line_at(lines, text, balance.start("soft")),
        ),
        left_over=tuple(_find_left_over(_blank(text, spans), lines)),
        unknown=tuple(_find_unknown(text, lines, [share for share, _ in found])),
    )


def _after(title: re.Match[str], starts: Iterable[int]) -> Iterator[int]:
    return (start for start in starts if start >= title.end())


def _read_share(
    match: re.Match[str], text: str, lines: Sequence[Line]
) -> tuple[Share, Span]:
    """Read what is printed behind a title, and where; nothing if it is no figure.

    Args:
        match: The title.
        text: The text up to what comes next.
        lines: Lines of the document.
    """
    beside = _BESIDE.match(text, match.end())
    printed = " ".join(beside["printed"].split()) if beside else ""
    is_figure = any(map(str.isdigit, printed))
    percent = _PERCENT.fullmatch(printed)
    number = _number(percent[1]) if percent else None
    title = " ".join(match["title"].split())
    share = Share(
        title=title,
        policy_area=next(
            code for stem, code in _AREAS.items() if title.casefold().startswith(stem)
        ),
        kind=match["kind"].upper(),
        percent=number if number is not None and number <= _WHOLE else None,
        printed=printed if is_figure else "",
        line=_line_at(lines, text, match.start()),
    )
    end = beside.end() if beside and is_figure else match.end()
    return share, (match.start(), end)


def _find_left_over(rest: str, lines: Sequence[Line]) -> Iterator[Printed]:
    """Find figures of money and shares in what was not read.

    Args:
        rest: The text, what was read blanked out.
        lines: Lines of the document.
    """
    words = slide_words()["money"]
    for line, text in zip(lines, rest.split("\n"), strict=True):
        plain = text.casefold()
        amount, share = (re.search(words[name], plain) for name in ("amount", "share"))
        is_alone = share is not None and not _LETTER.search(
            _blank(plain, [share.span()])
        )
        is_share = share and (is_alone or re.search(words["about"], plain))
        if amount or is_share:
            yield Printed(" ".join(text.split()), line.number)


def _find_unknown(
    text: str, lines: Sequence[Line], shares: Sequence[Share]
) -> Iterator[Printed]:
    """Find what is said of parts of the basket whose share is not printed."""
    printed = {(share.policy_area, share.kind) for share in shares if share.printed}
    for share in shares:
        if printed and (share.policy_area, share.kind) not in printed:
            yield Printed(share.title, share.line)
    words = slide_words()["unknown"]["part"]
    for line, said in zip(lines, text.split("\n"), strict=True):
        if re.search(words, said.casefold()):
            yield Printed(said, line.number)


def _blank(text: str, spans: Iterable[Span]) -> str:
    """Replace parts of a text with spaces; its lines stay."""
    for start, end in spans:
        hidden = re.sub(r"[^\n]", " ", text[start:end])
        text = f"{text[:start]}{hidden}{text[end:]}"
    return text


def _number(printed: str) -> Decimal:
    return Decimal("".join(printed.split()).replace(",", "."))


def _line_at(lines: Sequence[Line], text: str, position: int) -> int:
    return lines[text.count("\n", 0, position)].number
