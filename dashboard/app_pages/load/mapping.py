"""What the form for a file of another layout holds, and what a try of it says."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.formats import format_amount, format_number
from dashboard.kit.html import tag

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.kit.screen import Screen
    from pazanga.texts import Language

Json = dict[str, Any]

UNKNOWN_FILES: Final = (
    "workbooks.not_recognised",
    "workbooks.columns_missing",
    "workbooks.nothing_loaded",
)
"""Errors of a file that a mapping may read."""

COLUMN: Final = "column:"
VALUE: Final = "value:"
"""What an option begins with: the cells of a column, or one value of all lines."""

DATE_FORMS: Final = (
    "",
    "DD-MON-YY",
    "DD-MON-YYYY",
    "DD.MM.YYYY",
    "DD/MM/YYYY",
    "MM/DD/YYYY",
    "DD-MM-YYYY",
    "YYYY.MM.DD",
    "YYYY/MM/DD",
    "YYYYMMDD",
    "DD.MM.YY",
    "DD/MM/YY",
)
AMOUNT_FORMS: Final[Mapping[str, tuple[str, str]]] = {
    "": ("", ""),
    "1234,56": (",", ""),
    "1234.56": (".", ""),
    "1 234,56": (",", " "),
    "1.234,56": (",", "."),
    "1,234.56": (".", ","),
}
RATES: Final = ("", "21", "9", "5", "0")
MOST_CODES: Final = 50


@dataclass
class Choices:
    """What a reader chose for a file.

    Attributes:
        kind: Kind of workbook.
        sources: Option by column of ours; empty: none.
        codes: Our activity by code of the ledger.
        listed: A list of codes that the reader gave, as CSV.
        has_codes: Whether the column of activities holds codes of the ledger.
        leaves_others: Whether lines of other codes are left out.
        date: Form of days; empty: as ours.
        amount: Form of amounts, by its example; empty: as ours.
        rate: Rate of VAT in per cent; empty: VAT is not derived.
    """

    kind: str = "spending"
    sources: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    listed: bytes = b""
    has_codes: bool = False
    leaves_others: bool = False
    date: str = ""
    amount: str = ""
    rate: str = ""


def may_be_mapped(answer: Json | None) -> bool:
    """Whether a file that cannot be used may be one of another layout."""
    return bool(answer and answer["error"] and answer["error"]["code"] in UNKNOWN_FILES)


def read_choices(content: Json) -> Choices:
    """Read the choices that a proposed mapping makes.

    Args:
        content: What the mapping holds.
    """
    codes = content.get("codes", {}).get("activity_number", {})
    formats = content.get("formats", {})
    pair = formats.get("decimal", ""), formats.get("thousands", "")
    forms = {separators: example for example, separators in AMOUNT_FORMS.items()}
    sources = {n: COLUMN + text for n, text in content.get("columns", {}).items()}
    sources |= {n: VALUE + text for n, text in content.get("constants", {}).items()}
    if codes:
        sources["activity_number"] = COLUMN + codes["column"]
    return Choices(
        kind=content["kind"],
        sources=sources,
        codes=dict(codes.get("values", {})),
        has_codes=bool(codes),
        date=formats.get("date", ""),
        amount=forms.get(pair, ""),
    )


def write_content(proposed: Json, choices: Choices) -> Json:
    """Write the mapping that the choices make; what is not asked stays as proposed.

    Args:
        proposed: What the proposed mapping holds.
        choices: What the reader chose.
    """
    columns = _chosen(choices, COLUMN)
    codes: Json = {}
    if choices.has_codes and "activity_number" in columns:
        column = columns.pop("activity_number")
        known = {code: value for code, value in choices.codes.items() if value}
        codes = {"activity_number": {"column": column, "values": known}}
    content = {
        "kind": choices.kind,
        "headings": _list_headings(proposed, columns, codes),
        "equal_lines": proposed["equal_lines"],
        "columns": columns,
        "constants": _chosen(choices, VALUE),
        "codes": codes,
        "formats": _write_formats(proposed, choices),
        "vat": {"rate": int(choices.rate)} if choices.rate else {},
        "leave_out": _leave_out(choices, codes),
    }
    return {name: value for name, value in content.items() if value}


def _chosen(choices: Choices, mark: str) -> dict[str, str]:
    return {
        name: option.removeprefix(mark)
        for name, option in choices.sources.items()
        if option.startswith(mark)
    }


def _list_headings(
    proposed: Json, columns: Mapping[str, str], codes: Json
) -> list[str]:
    """List what a file is recognised by: every column that is used."""
    used = [*columns.values(), *(entry["column"] for entry in codes.values())]
    plain = [re.sub(r" #\d+$", "", heading) for heading in used]
    return list(dict.fromkeys(plain)) or list(proposed["headings"])


def _write_formats(proposed: Json, choices: Choices) -> Json:
    decimal, thousands = AMOUNT_FORMS[choices.amount]
    formats: Json = {}
    if choices.date:
        formats["date"] = choices.date
    if decimal:
        formats |= {"decimal": decimal, "thousands": thousands}
    before = proposed.get("formats", {})
    if decimal and before.get("negative"):
        formats["negative"] = before["negative"]
    if before.get("currency"):
        formats["currency"] = before["currency"]
    return formats


def _leave_out(choices: Choices, codes: Json) -> list[Json]:
    """Drop the lines of other codes, under a name that says so."""
    values = codes.get("activity_number", {}).get("values")
    if not (choices.leaves_others and values):
        return []
    column = codes["activity_number"]["column"]
    return [{"name": "kiti kodai", "column": column, "not_equals": sorted(values)}]


def list_missing(
    fields: Sequence[Json], content: Json, language: Language
) -> list[str]:
    """List our columns that are needed and have no source yet, by their headings."""
    given = {
        name for table in ("columns", "constants") for name in content.get(table, {})
    }
    given |= {n for n, c in content.get("codes", {}).items() if c["values"]}
    if "vat" in content and "gross_eur" in given:
        given.add("net_eur")
    return [
        field[language]
        for field in fields
        if field["is_needed"] and field["name"] not in given
    ]


def name_mapping(file: str) -> str:
    """Make the name of a mapping of that of a file."""
    stem = unicodedata.normalize("NFC", file.rpartition(".")[0] or file)
    words = re.sub(r"[\W_]+", "-", stem).strip("-").lower()
    return words[:40].strip("-") or "ledger"


def write_accounting(answer: Json, screen: Screen) -> str:
    """Write what becomes of every line of the file, and that it adds up."""
    say = screen.words("load.mapping")
    rows = [_say_part(part, screen) for part in answer["accounting"]]
    amounts = [p["amount"] for p in answer["accounting"] if p["amount"] is not None]
    total = {
        "fate": say("fate.total"),
        "rows": format_number(
            sum(p["rows"] for p in answer["accounting"]), screen.language
        ),
        "amount": format_amount(sum(map(Decimal, amounts), Decimal(0)), screen.language)
        if amounts
        else None,
    }
    columns = [
        Column("fate", say("column.fate")),
        Column("rows", say("column.rows"), is_number=True),
        Column("amount", say("column.amount"), missing="–", is_number=True),
    ]
    schema = dict.fromkeys(("fate", "rows", "amount"), pl.String)
    return tag("h3", escape(say("accounting.title"))) + write_table(
        pl.DataFrame(rows, schema),
        columns,
        caption=say("accounting.caption"),
        total=total,
    )


def _say_part(part: Json, screen: Screen) -> Json:
    say, language = screen.words("load.mapping"), screen.language
    amount = part["amount"]
    said = None if amount is None else format_amount(Decimal(amount), language)
    if part["unread"]:
        said = say("unread", amount=said or "–", count=part["unread"])
    return {
        "fate": say(f"fate.{part['fate']}", rule=part["rule"]),
        "rows": format_number(part["rows"], language),
        "amount": said,
    }


def write_first_rows(answer: Json, screen: Screen) -> str:
    """Write the first lines of the file as ours."""
    first = answer["first"]
    if not first["rows"]:
        return ""
    say, fields = screen.words("load.mapping"), {f["name"]: f for f in answer["fields"]}
    names = [name for name in first["columns"] if name in fields]
    columns = [
        Column(
            name,
            fields[name][screen.language],
            partial(_write_cell, own=fields[name], language=screen.language),
            missing="–",
            is_number=fields[name]["takes"] == "amount",
        )
        for name in names
    ]
    schema = dict.fromkeys(first["columns"], pl.String)
    frame = pl.DataFrame(first["rows"], schema, orient="row")
    table = write_table(frame, columns, caption=say("first.caption"))
    return tag("h3", escape(say("first.title"))) + table


def _write_cell(text: str, own: Json, language: Language) -> str:
    """Write a cell as the reader writes it; what could not be read stays as it is."""
    names = {choice["code"]: choice[language] for choice in own["choices"]}
    if own["name"].endswith("_eur"):
        try:
            return format_amount(Decimal(text), language)
        except InvalidOperation:
            return text
    return str(names.get(text, text))


def write_reasons(answer: Json, screen: Screen) -> str:
    """Write why lines would be put aside: each rule once, with its values."""
    if not answer["reasons"]:
        return ""
    say = screen.words("load.mapping")
    rows = [
        {
            "why": reason[screen.language],
            "rows": format_number(reason["rows"], screen.language),
            "values": ", ".join(reason["values"]),
        }
        for reason in answer["reasons"]
    ]
    columns = [
        Column("why", say("column.why")),
        Column("rows", say("column.rows"), is_number=True),
        Column("values", say("column.values"), missing="–"),
    ]
    schema = dict.fromkeys(("why", "rows", "values"), pl.String)
    table = write_table(
        pl.DataFrame(rows, schema), columns, caption=say("reasons.title"), kind="cards"
    )
    return tag("h3", escape(say("reasons.title"))) + table
