"""From slides to plan-package rows: one activity per share, its amount derived.

Slides print no activity numbers, no VAT and no cost category of soft work: numbers are
given in order of print, and the rest stays empty.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from etl.plans.findings.model import Finding, PlanFacts
from etl.plans.form.money.amounts import Reading
from etl.plans.form.strategy.title import read_municipality_name
from etl.plans.slides.reading import read_slides, read_title
from etl.plans.slides.unread import report_unread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from etl.plans.content.document import PlanDocument
    from etl.plans.contract.plan_package import Row
    from etl.plans.slides.reading import Share, Slides

_CENT: Final = Decimal("0.01")
_WHOLE: Final = Decimal(100)
_INFRASTRUCTURE: Final = "I"


def are_slides(document: PlanDocument) -> bool:
    """Whether a document has what slides of a plan have: shares and a basket."""
    slides = read_slides(document)
    return len(slides.shares) > 1 and slides.basket is not None


def extract_slides(document: PlanDocument) -> PlanFacts:
    """Make rows of shares, basket and balance; amounts are derived to the cent."""
    slides = read_slides(document)
    reading, line = slides.basket or (Reading(""), 1)
    basket = reading.amount
    numbered = list(enumerate(slides.shares, start=1))
    return PlanFacts(
        title=read_title(document),
        municipality_printed=read_municipality_name(document.lines),
        rows={
            "plan_totals": [
                {"total_kind": "grand", "net_eur": basket, "source_line": line}
            ],
            "activities": [_activity(*item, basket) for item in numbered],
            "activity_policy_areas": [_policy_area(*item) for item in numbered],
        },
        reported={
            "derived_amount": [
                finding for item in numbered for finding in _derived(*item, basket)
            ],
            "number_given": [_number_given(slides)],
            "shares_not_whole": list(_check_whole(slides)),
            "balance_differs": list(_check_balance(slides)),
            **report_unread(slides),
        },
    )


def _amount(share: Share, basket: Decimal | None) -> Decimal | None:
    if basket is None or share.percent is None:
        return None
    return (basket * share.percent / _WHOLE).quantize(_CENT, ROUND_HALF_UP)


def _activity(number: int, share: Share, basket: Decimal | None) -> Row:
    is_infrastructure = share.kind == _INFRASTRUCTURE
    amount = _amount(share, basket)
    return {
        "activity_number": str(number),
        "occurrence": 1,
        "title": share.title,
        "cost_category": "infrastructure" if is_infrastructure else None,
        "net_eur": amount,
        "cost_note": share.printed,
        "cost_role": "none" if amount is None else "counted",
        "source_line": share.line,
    }


def _policy_area(number: int, share: Share) -> Row:
    return {
        "activity_number": str(number),
        "occurrence": 1,
        "policy_area": share.policy_area,
        "source_line": share.line,
    }


def _derived(number: int, share: Share, basket: Decimal | None) -> Iterator[Finding]:
    amount = _amount(share, basket)
    if amount is None:
        return
    yield Finding(
        subject=str(number),
        message=(
            f"The amount of “{share.title}” is not printed: it is {share.printed} of"
            f" the basket of {basket:.2f} euro without VAT."
        ),
        expected=f"{amount}",
        found=share.printed,
        line=share.line,
    )


def _number_given(slides: Slides) -> Finding:
    return Finding(
        subject="activities",
        message=(
            f"The document numbers no activities; 1 to {len(slides.shares)} were given"
            " in order of print."
        ),
        line=slides.shares[0].line,
    )


def _percents(slides: Slides) -> list[tuple[str, Decimal]]:
    """Return kinds and shares; none where one of them is not known."""
    known = [
        (one.kind, one.percent) for one in slides.shares if one.percent is not None
    ]
    return known if len(known) == len(slides.shares) else []


def _check_whole(slides: Slides) -> Iterator[Finding]:
    percents = _percents(slides)
    total = sum((percent for _, percent in percents), Decimal(0))
    if percents and total != _WHOLE:
        yield Finding(
            subject="shares",
            message=f"The printed shares sum to {total} %, not to 100 %.",
            expected="100",
            found=str(total),
            difference=total - _WHOLE,
            line=slides.shares[0].line,
        )


def _check_balance(slides: Slides) -> Iterator[Finding]:
    percents = _percents(slides)
    if slides.balance is None or not percents:
        return
    infrastructure = sum(
        (percent for kind, percent in percents if kind == _INFRASTRUCTURE), Decimal(0)
    )
    soft = sum((percent for _, percent in percents), Decimal(0)) - infrastructure
    for name, found, expected in (
        ("soft", slides.balance[0], soft),
        ("infrastructure", slides.balance[1], infrastructure),
    ):
        if found != expected:
            yield Finding(
                subject=name,
                message=(
                    f"The printed balance gives {found} % to {name} work; the shares"
                    f" sum to {expected} %."
                ),
                expected=str(expected),
                found=str(found),
                difference=found - expected,
                line=slides.balance[2],
            )
