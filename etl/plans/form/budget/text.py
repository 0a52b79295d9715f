"""Section 7 of a text, where the sums of partners have to be told by their looks."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from etl.plans.content.document import split_blocks
from etl.plans.content.sections import Section
from etl.plans.content.table_columns import name_of, table_headings
from etl.plans.form.budget.sums import PartnerSum, SumKind, add_up, kind_of
from etl.plans.form.costs.column_money import report_unclear
from etl.plans.form.costs.findings import report_table
from etl.plans.form.costs.said_around import find_note, is_money_note
from etl.plans.form.costs.text_headings import (
    find_narrowing,
    find_spent,
    is_reordered,
)
from etl.plans.form.costs.thresholds import COST_TEXT
from etl.plans.form.indicators.values import DASHES
from etl.plans.form.money.amounts import Reading, read_cell, read_pair, tidy
from etl.plans.form.tables.named_rows import join_reported
from etl.plans.form.tables.section_rows import SectionRows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from etl.plans.content.document import Block, Line

# Digits and signs at the end of a line, from the first number that stands alone.
_TAIL = re.compile(r"(?<!\S)[(~<>≈]*[0-9][^A-Za-zĄ-ž]*(?:(?:Eur|EUR|eur)\.?\W*)?$")
_MONEY = re.compile(
    r"[0-9][.,](?:[0-9]{2}|[-–—])(?![0-9])|[0-9]{5}"
    r"|[0-9][ '.][0-9]{3}(?![0-9])"
)

_SUMS: Final = re.compile(r"\bpvm\b|\beur(?!op)|€|\blėš|\bsum|\bišlaid")
# Words with which no name of a partner begins.
_PART: Final = re.compile(
    r"\W*(?:tik|iš\s+jų|be|išskyrus|20\d\d|[ivx\d]+\.?\s*(?:etap|pusm|ketv)\w*)\b"
)
_UNIT: Final = re.compile(r"(?:(?:eur\w*|€|be|pvm)\W*)+", re.IGNORECASE)
_UNITS: Final = ("foreign", "cents", "per", "spent", "gross")


def read_budget_text(lines: Sequence[Line], notes: Sequence[str] = ()) -> SectionRows:
    """Read the sums of section 7 of a text; none where its columns are not sure.

    Args:
        lines: Lines of the section.
        notes: What `list_document_notes` found in the rest of the document.
    """
    sums = list(_sums(lines))
    heads = _heads(lines)
    said = next((one.text for one in heads if _says_unit(one)), "")
    last = max((one.line for one in sums), default=0)
    above = (
        one.text for one in lines if one.number <= last and is_money_note(one.text)
    )
    said = said or next(above, "") or find_note([*(one.text for one in lines), *notes])
    problem = "text_units" if said else ""
    spent = find_spent(heads)
    if not problem and spent:
        problem, said = "spent", spent
    if not problem and is_reordered(heads, "budget"):
        problem = "text_order"
    has_others = any(map(_is_other_sum, heads)) or any(map(_is_mixed_up, sums))
    has_others = has_others or any(map(_is_tax_of, sums[1:], sums))
    if not problem and (has_others or _has_more_columns(lines)):
        problem = "text_columns"
    if not (problem and sums):
        read = add_up(sums)
        narrowing = find_narrowing(_without_name(heads, lines)) if sums else ()
        unclear = [
            report_unclear(one.text, one.line_number, Section.BUDGET.value)
            for one in narrowing
        ]
        return SectionRows(read.rows, join_reported(read.reported, *unclear))
    reported = report_table(problem, said, sums[0].line, Section.BUDGET.value)
    return SectionRows({"plan_totals": []}, reported)


def _heads(lines: Sequence[Line]) -> list[Block]:
    """Return what is printed above the first sum."""
    first = next((one.number for one in lines if _line_readings(one.text)), None)
    above = (line for line in lines if first is None or line.number < first)
    return list(split_blocks(above))


def _without_name(heads: Sequence[Block], lines: Sequence[Line]) -> Sequence[Block]:
    """Return headings without the name of the first partner, above its sum."""
    first = next((one for one in lines if _line_readings(one.text)), None)
    if first is None or _words_of(first) or not heads:
        return heads
    name = heads[-1].text.casefold()
    is_heading = _SUMS.search(name) or _PART.match(name)
    return heads if is_heading else heads[:-1]


def _says_unit(block: Block) -> bool:
    """Whether a heading of sums names a unit, a currency or `su PVM`."""
    if is_money_note(block.text):
        return True
    plain = " ".join(block.text.casefold().replace("- ", "").split())
    if len(plain) > COST_TEXT.longest_heading or not _SUMS.search(plain):
        return False
    money = table_headings()["money"]
    words = (*(money[name] for name in _UNITS), *money["units"].values())
    return any(re.search(word, plain) for word in words)


def _is_other_sum(block: Block) -> bool:
    """Whether a heading names another column of sums than net and VAT."""
    is_short = len(block.text) <= COST_TEXT.longest_heading
    return is_short and name_of(block.text, "budget") in {"part", "rate", "gross"}


def _is_mixed_up(one: PartnerSum) -> bool:
    """Whether VAT is more than what it is the tax of."""
    net, vat = one.net.amount, one.vat.amount
    return net is not None and vat is not None and vat > net


def _is_tax_of(one: PartnerSum, before: PartnerSum) -> bool:
    """Whether a lone sum may be the VAT of the one before, words between them."""
    sums = (before.net.amount, one.net.amount)
    if any(row.vat.printed for row in (one, before)) or None in sums:
        return False
    net, vat = (amount or Decimal(0) for amount in sums)
    rates = (rate for rate in COST_TEXT.vat_rates if rate)
    return any(abs(net * rate - vat) < COST_TEXT.vat_rounding for rate in rates)


def _has_more_columns(lines: Sequence[Line]) -> bool:
    """Whether more than two sums follow each other without a word between them."""
    count = 0
    for line in lines:
        found = len(_line_readings(line.text))
        has_words = any(map(str.isalpha, _TAIL.sub("", tidy(line.text))))
        if line.text:
            count = found if has_words or not found else count + found
        if count > COST_TEXT.cost_cells:
            return True
    return False


def _sums(lines: Sequence[Line]) -> Iterator[PartnerSum]:
    """Yield net and VAT of each row; words of the next row end one without VAT."""
    nothing = Reading("")
    net: tuple[Reading, int] | None = None
    kind: SumKind = "partner"
    for block in split_blocks(lines):
        label = ""
        for line in block.lines:
            words = _words_of(line)
            if net is not None and (_begins_row(words) or line.text in DASHES):
                yield PartnerSum(net[0], nothing, net[1], kind)
                net, label = None, ""
            if _begins_row(words) or (words and label):
                label = f"{label} {words}".strip()
                kind = kind_of(label)
            for reading in _line_readings(line.text):
                if net is None:
                    net = (reading, line.number)
                else:
                    yield PartnerSum(net[0], reading, net[1], kind)
                    net, label = None, ""
    if net is not None:
        yield PartnerSum(net[0], nothing, net[1], kind)


def _words_of(line: Line) -> str:
    """Return the words of a line, without the sums at its end; empty without words."""
    plain = tidy(line.text)
    words = (_TAIL.sub("", plain) if _line_readings(plain) else plain).strip(" :")
    return words if any(map(str.isalpha, words)) else ""


def _begins_row(words: str) -> bool:
    """Whether words are of a row: no `PVM`, unit or brackets that say more of a sum."""
    is_said = words.startswith("(") or _UNIT.fullmatch(words) is not None
    return bool(words) and not is_said and name_of(words, "budget") != "vat"


def _line_readings(text: str) -> tuple[Reading, ...]:
    """Read the sums a line ends with: net, VAT or both."""
    plain = tidy(text)
    tail = _TAIL.search(plain)
    if tail is None or not _MONEY.search(tail.group()):
        return ()
    if _MONEY.search(plain[: tail.start()]):
        # Words stand between the sums: which of them are net and VAT is not sure.
        return (Reading(plain, is_whole=False),)
    return read_pair(tail.group()) or (read_cell(tail.group()),)
