"""What slides print: shares of a basket, the basket, and the balance of two kinds.

A share is `<policy area> (<kind>) <share> %`; the basket is a sum without VAT; the
balance is between soft work and infrastructure, in this order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from etl.plans.content.document import Line, PlanDocument

_AREAS: Final = {
    "lyderyst": "leadership",
    "įtrauk": "inclusion",
    "kultūr": "culture",
    "steam": "steam",
}
_AREA_WORDS: Final = r"(?:Lyderystė|Įtraukusis|Kultūrinis|STEAM)(?:\s+\w+)?"
_SHARE: Final = re.compile(
    rf"(?P<title>{_AREA_WORDS}\s*\((?P<kind>[A-ZĄČĘĖĮŠŲŪŽ]+)\))"
    r"[\s:–-]*(?P<share>\d{1,3}(?:[.,]\d+)?)\s*(?:%|proc\.)",
    re.IGNORECASE,
)
_BASKET: Final = re.compile(
    r"krepšelis\s+be\s+PVM\W*(?P<amount>\d[\d\s]*(?:[.,]\d{2})?)\s*(?:Eur|€)",
    re.IGNORECASE,
)
_BALANCE: Final = re.compile(
    r"balans\w*\b[^%]{0,200}?(?P<soft>\d{1,3}(?:[.,]\d+)?)\s*%"
    r"\s*[-–:/]\s*(?P<infrastructure>\d{1,3}(?:[.,]\d+)?)\s*%",
    re.IGNORECASE,
)
_TITLE: Final = re.compile(r"pažangos planas$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Share:
    """A printed share of the basket.

    Attributes:
        title: As printed, e.g. `STEAM ugdymas (MVP)`.
        policy_area: Code of the area.
        kind: Code in brackets: `I` is infrastructure, others are soft work.
        percent: Share of the basket.
        printed: Share as printed.
        line: Line of the title.
    """

    title: str
    policy_area: str
    kind: str
    percent: Decimal
    printed: str
    line: int


@dataclass(frozen=True, slots=True)
class Slides:
    """What the slides print.

    Attributes:
        shares: In order of print.
        basket: Sum without VAT, euro, and the line it is printed on.
        balance: Printed percent of soft work and of infrastructure, and the line.
    """

    shares: tuple[Share, ...]
    basket: tuple[Decimal, int] | None
    balance: tuple[Decimal, Decimal, int] | None


def read_title(document: PlanDocument) -> str:
    """Read the line that calls the document a plan, or its first line."""
    texts = [line.text for line in document.lines if line.text]
    return next(filter(_TITLE.search, texts), texts[0])


def read_slides(document: PlanDocument) -> Slides:
    """Find the shares, the basket and the balance, wherever they are printed."""
    text = "\n".join(line.text for line in document.lines)
    basket, balance = _BASKET.search(text), _BALANCE.search(text)
    return Slides(
        shares=tuple(
            _share(match, _line_at(document.lines, text, match.start()))
            for match in _SHARE.finditer(text)
        ),
        basket=basket
        and (
            _number(basket["amount"]),
            _line_at(document.lines, text, basket.start("amount")),
        ),
        balance=balance
        and (
            _number(balance["soft"]),
            _number(balance["infrastructure"]),
            _line_at(document.lines, text, balance.start("soft")),
        ),
    )


def _share(match: re.Match[str], line: int) -> Share:
    title = " ".join(match["title"].split())
    return Share(
        title=title,
        policy_area=next(
            code for stem, code in _AREAS.items() if title.casefold().startswith(stem)
        ),
        kind=match["kind"].upper(),
        percent=_number(match["share"]),
        printed=" ".join(match[0].removeprefix(match["title"]).split()),
        line=line,
    )


def _number(printed: str) -> Decimal:
    return Decimal("".join(printed.split()).replace(",", "."))


def _line_at(lines: tuple[Line, ...], text: str, position: int) -> int:
    return lines[text.count("\n", 0, position)].number
