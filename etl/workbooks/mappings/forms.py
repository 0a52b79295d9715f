"""The forms in which a ledger writes days and amounts, as far as they show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import dataframely as dy

from etl.workbooks.contract.contract import SCHEMAS
from etl.workbooks.mappings.checks import amount_columns
from etl.workbooks.mappings.formats import (
    DateForm,
    amount_pattern,
    read_amount,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from etl.workbooks.contract.contract import Kind
    from etl.workbooks.mappings.model import Formats
    from etl.workbooks.mappings.profile import Profile

_Form = TypeVar("_Form")

Open = list[tuple[str, tuple[str, ...]]]
"""Keys that stay open, with the forms that all fit."""


def propose_formats(
    found: Mapping[str, Profile], kind: Kind
) -> tuple[dict[str, Any], Open]:
    """Propose the formats of a mapping.

    Args:
        found: Column of the ledger by column of ours.
        kind: Kind of workbook.

    Returns:
        What `[formats]` would hold, and what stays open.
    """
    schema = SCHEMAS[kind].columns()
    days = [p for name, p in found.items() if isinstance(schema[name], dy.Date)]
    amounts = [found[name] for name in amount_columns(kind) if name in found]
    formats: dict[str, Any] = {}
    still_open: Open = []
    if not all(profile.is_plain_day for profile in days):
        forms = _shared([profile.date_forms for profile in days])
        texts = [text for profile in days for text in profile.written]
        chosen = _decide(forms, texts, _read_day)
        if chosen:
            formats["date"] = chosen
        else:
            still_open.append(("date", tuple(forms)))
    if not all(profile.is_plain_amount for profile in amounts):
        _add_amounts(amounts, formats, still_open)
    return formats, still_open


def _add_amounts(
    amounts: Sequence[Profile], formats: dict[str, Any], still_open: Open
) -> None:
    forms = _shared([profile.amount_forms for profile in amounts])
    texts = [text for profile in amounts for text in profile.written]
    chosen = _decide(forms, texts, _read_money)
    if chosen is None:
        signs = dict.fromkeys(form.decimal for form in forms)
        still_open.append(("decimal", tuple(signs)))
        return
    formats |= {"decimal": chosen.decimal, "thousands": chosen.thousands}
    if chosen.negative:
        formats["negative"] = list(chosen.negative)


def _shared(lists: Sequence[Sequence[_Form]]) -> list[_Form]:
    """List the forms that fit all columns; a column without written cells fits any."""
    written = [forms for forms in lists if forms]
    if not written:
        return []
    return [form for form in written[0] if all(form in forms for forms in written)]


def _decide(
    forms: Sequence[_Form], texts: Sequence[str], read: Callable[[_Form, str], str]
) -> _Form | None:
    """Choose the first form, if the others read the same."""
    if not forms:
        return None
    meanings = {tuple(read(form, text) for text in texts) for form in forms}
    return forms[0] if len(meanings) == 1 else None


def _read_day(form: str, text: str) -> str:
    parsed = DateForm.parse(form)
    return parsed.read(text)[0] if parsed else ""


def _read_money(form: Formats, text: str) -> str:
    return read_amount(text, amount_pattern(form), form.negative)[0]
