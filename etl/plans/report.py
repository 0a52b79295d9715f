"""What an extraction says when it is done: whose plan, sums, rows, findings, where."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import polars as pl
from babel.numbers import format_decimal

from etl.plans.contract.plan_activities import Activity
from etl.plans.contract.plan_package import FindingRow
from pazanga.texts import text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import dataframely as dy

    from etl.plans.extract import Extraction
    from pazanga.texts import Language

_AMOUNTS: Final = ("net_eur", "vat_eur")
_LABEL_WIDTH: Final = 30
_AMOUNT_WIDTH: Final = 17
_SHOWN_ERRORS: Final = 10


def describe_extraction(
    extraction: Extraction, folder: Path, rules: pl.DataFrame, language: Language
) -> Iterator[str]:
    """Describe what was read, line by line.

    Args:
        extraction: What was extracted.
        folder: Where it was written.
        rules: Reference table `finding_rules`, for the words of findings.
        language: Language of the texts.
    """
    frames = extraction.frames
    plan = frames["plan"].row(0, named=True)
    yield plan["title"] or plan["municipality_name"]
    yield _say(
        "document",
        language,
        name=extraction.document.name,
        count=len(extraction.document.lines),
    )
    yield ""
    yield from _describe_totals(extraction, language)
    yield ""
    yield from _describe_counts("role", extraction, language)
    yield ""
    yield from _describe_counts("severity", extraction, language)
    titles = dict(rules.select("rule", f"title_{language}").iter_rows())
    yield from _describe_errors(frames["findings"], titles, language)
    yield ""
    yield _say("written", language, folder=folder)
    code = plan["plan_code"]
    if folder.resolve().name != code:
        place = folder.with_name(code)
        yield _say("to_load", language, code=code, folder=place)


def _describe_totals(extraction: Extraction, language: Language) -> Iterator[str]:
    """Set the printed totals beside what the rows give: the reconciliation."""
    names = ("total", "printed", "from_rows", "difference")
    label, *heads = (_say(name, language) for name in names)
    yield f"{label:<{_LABEL_WIDTH}}" + "".join(
        f"{head:>{_AMOUNT_WIDTH}}" for head in heads
    )
    totals = {
        row["total_kind"]: row for row in extraction.frames["plan_totals"].to_dicts()
    }
    for kind, row in totals.items():
        for column in _AMOUNTS:
            expected = _from_rows(kind, column, totals, extraction)
            found = row[column]
            both = found is not None and expected is not None
            cells = (found, expected, found - expected if both else None)
            name = _say(f"{kind}_{column}", language)
            yield f"{name:<{_LABEL_WIDTH}}" + "".join(
                f"{_amount(cell, language):>{_AMOUNT_WIDTH}}" for cell in cells
            )


def _from_rows(
    kind: str,
    column: str,
    totals: dict[str, dict[str, Decimal | None]],
    extraction: Extraction,
) -> Decimal | None:
    """Return the sum of the rows behind a total; indirect costs have no rows."""
    if kind == "indirect":
        return None
    activities = extraction.frames["activities"]
    counted = activities.filter(pl.col("cost_role") == "counted")[column].drop_nulls()
    if counted.is_empty():
        return None
    total = sum(counted.to_list(), Decimal(0))
    indirect = totals.get("indirect", {}).get(column) or Decimal(0)
    return total if kind == "direct" else total + indirect


def _describe_counts(
    what: str, extraction: Extraction, language: Language
) -> Iterator[str]:
    table, column, schema = _COUNTED[what]
    frame = extraction.frames[table]
    counts = dict(frame[column].value_counts().iter_rows())
    yield _say(f"{what}_heading", language, count=frame.height)
    for value in _categories(schema, column):
        if value in counts:
            yield f"  {counts[value]:>5}  {_say(f'{what}_{value}', language)}"


def _describe_errors(
    findings: pl.DataFrame, titles: dict[str, str], language: Language
) -> Iterator[str]:
    """Describe the errors by the titles of their rules; the package lists the rest."""
    errors = findings.filter(pl.col("severity") == "error")
    for row in errors.head(_SHOWN_ERRORS).iter_rows(named=True):
        yield "    " + _say(
            "error_line",
            language,
            line=row["source_line"] or "–",
            title=titles[row["rule"]],
            subject=row["subject"],
        )


def _categories(schema: type[dy.Schema], column: str) -> list[str]:
    return list(getattr(schema.columns()[column], "categories", []))


def _amount(value: Decimal | None, language: Language) -> str:
    if value is None:
        return "–"
    return format_decimal(value, format="#,##0.00", locale=language)


def _say(key: str, language: Language, **fields: Any) -> str:  # noqa: ANN401
    return text("etl.plans", f"extract.{key}", language, **fields)


_COUNTED: Final[dict[str, tuple[str, str, type[dy.Schema]]]] = {
    "role": ("activities", "cost_role", Activity),
    "severity": ("findings", "severity", FindingRow),
}
