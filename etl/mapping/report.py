"""What `pazanga map` says to a person: the mapping, its questions, what it reads."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from etl.workbooks.headings.headings import columns_of
from pazanga.printable import escape_line
from pazanga.texts import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pazanga.texts import Language

_WIDEST: Final = 28

Json = dict[str, Any]


def say_map(found: Json, language: Language) -> Iterator[str]:
    """Yield the lines: where the table is, the mapping, first rows, every line's fate.

    Args:
        found: What `find_mapping` gives.
        language: `lt` or `en`.
    """
    if found.get("ours"):
        yield _say("ours", language, file=escape_line(found["file"]))
        return
    place = {"sheet": escape_line(found["sheet"]) or "–", "row": found["row"]}
    yield _say("found", language, **place, count=found["lines"])
    key = "fits" if found["fits"] else "proposed"
    yield _say(key, language, mapping=f"{found['fits']}.toml")
    yield ""
    yield from (f"  {escape_line(line)}" for line in found["toml"].splitlines())
    yield ""
    yield from _say_first(found, language)
    if found["check"]:
        yield from _say_accounting(found, language)
        yield from _say_reasons(found, language)
    else:
        yield from _say_totals(found, language)
        yield _say("unanswered", language, count=found["open"])
    if found["kept"]:
        yield _say("kept", language, path=found["kept"])
    elif not found["fits"]:
        yield _say("not_kept", language)


def _say_first(found: Json, language: Language) -> Iterator[str]:
    """Yield the first rows as ours, one cell a line under its heading."""
    first = found["first"]
    if not first["rows"]:
        return
    labels = {c.name: c.label(language) for c in columns_of(found["content"]["kind"])}
    yield _say("first", language, count=len(first["rows"]))
    table = [[labels.get(name, name) for name in first["columns"]], *first["rows"]]
    cells = [[_cut(cell) for cell in row] for row in table]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        padded = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield f"  {'  '.join(padded)}".rstrip()
    yield ""


def _say_accounting(found: Json, language: Language) -> Iterator[str]:
    """Yield how many lines have which fate, and that they add up."""
    parts: Sequence[Json] = found["accounting"]
    yield _say("accounting", language)
    for part in parts:
        amount = part["amount"]
        key = (
            f"fate_{part['fate']}" if amount is None else f"fate_{part['fate']}_amount"
        )
        said = format_amount(Decimal(amount)) if amount is not None else ""
        fields = {"count": part["rows"], "rule": part["rule"], "amount": said}
        yield f"  {_say(key, language, **fields)}"
        if part["unread"]:
            yield f"  {_say('unread', language, count=part['unread'])}"
    amounts = [Decimal(part["amount"]) for part in parts if part["amount"] is not None]
    total = format_amount(sum(amounts, Decimal(0)))
    rows = sum(part["rows"] for part in parts)
    yield f"  {_say('total', language, count=rows, amount=total)}"


def _say_totals(found: Json, language: Language) -> Iterator[str]:
    if found["amount"] is not None:
        amount = format_amount(Decimal(found["amount"]))
        yield _say("adds_up", language, amount=amount)
        if found["unread"]:
            yield _say("unread", language, count=found["unread"])


def _say_reasons(found: Json, language: Language) -> Iterator[str]:
    if found["check"]["refusal"]:
        yield found["check"]["refusal"][language]
    for reason in found["reasons"]:
        values = ", ".join(map(escape_line, reason["values"])) or "–"
        fields = {"count": reason["rows"], "row": reason["first"], "values": values}
        yield f"  {_say('reason', language, **fields)} {reason[language]}"
    for note in found["check"]["notes"]:
        yield note[language]


def format_amount(amount: Decimal) -> str:
    """Write an amount as people read it: `1 234,56 €`."""
    return f"{amount:,.2f} €".replace(",", "\u00a0").replace(".", ",")


def _cut(cell: object) -> str:
    plain = escape_line("" if cell is None else str(cell))
    return plain if len(plain) <= _WIDEST else f"{plain[: _WIDEST - 1]}…"


def _say(key: str, language: Language, **fields: Any) -> str:  # noqa: ANN401
    return text("etl.mapping", key, language, **fields)
