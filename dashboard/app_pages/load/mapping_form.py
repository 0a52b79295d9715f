"""The form that says how a file of another layout is read: a choice per column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from dashboard.app_pages.load.mapping import (
    AMOUNT_FORMS,
    COLUMN,
    DATE_FORMS,
    MOST_CODES,
    RATES,
    VALUE,
    Choices,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.kit.screen import Screen

Json = dict[str, Any]

_MOST_MEGABYTES: Final = 1
"""Size of a list of codes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What the form is drawn from.

    Attributes:
        key: What the keys of its widgets begin with: another file, another form.
        answer: What was found in the file.
        proposed: What is chosen before the reader chooses.
        plans: Names of the plans by their codes.
        activities: Titles of the activities of the plan by their numbers.
        screen: Language.
    """

    key: str
    answer: Json
    proposed: Choices
    plans: Mapping[str, str]
    activities: Mapping[str, str]
    screen: Screen

    def say(self, key: str, /, **fields: Any) -> str:  # noqa: ANN401 - of a text
        """Return a text in the reader's language."""
        return self.screen.words("load.mapping")(key, **fields)

    def choose(self, name: str, label: str, options: Mapping[str, str], at: str) -> str:
        """Draw one choice, and give the code that is chosen.

        Args:
            name: Its name among the widgets of the form.
            label: What is chosen.
            options: Labels by code.
            at: Code that is chosen first; the first where there is no such.
        """
        codes = list(options)
        return st.selectbox(
            label,
            codes,
            index=codes.index(at) if at in options else 0,
            format_func=lambda code: options.get(code, code),
            key=f"map_{self.key}_{name}",
        )


def render_form(form: Form) -> Choices:
    """Draw the form and give what is chosen in it."""
    choices = Choices(kind=form.proposed.kind)
    fields = form.answer["fields"]
    _render_sources([f for f in fields if f["is_needed"]], form, choices)
    _render_codes(form, choices)
    with st.expander(form.say("others")):
        _render_sources([f for f in fields if not f["is_needed"]], form, choices)
    _render_formats(form, choices)
    return choices


def _render_sources(fields: Sequence[Json], form: Form, choices: Choices) -> None:
    """Draw one choice per column of ours, two in a row."""
    for first in range(0, len(fields), 2):
        pair = fields[first : first + 2]
        for place, field in zip(st.columns(2), pair, strict=False):
            name = field["name"]
            with place:
                choices.sources[name] = form.choose(
                    f"{choices.kind}_{name}",
                    field[form.screen.language],
                    _list_options(field, form),
                    form.proposed.sources.get(name, ""),
                )


def _list_options(field: Json, form: Form) -> dict[str, str]:
    """List what may fill a column: nothing, values of all lines, columns."""
    options = {"": form.say("source.none")}
    values = {
        choice["code"]: choice[form.screen.language] for choice in field["choices"]
    }
    if field["name"] == "plan_code":
        values = dict(form.plans)
    for code, name in values.items():
        options[VALUE + code] = form.say("source.value", value=name)
    for column in form.answer["columns"]:
        sample = next(iter(column["samples"]), "–")
        label = form.say("source.column", heading=column["heading"], sample=sample)
        options[COLUMN + column["heading"]] = label
    return options


def _render_codes(form: Form, choices: Choices) -> None:
    """Draw what each code of the ledger means, where activities are codes there."""
    chosen = choices.sources.get("activity_number", "")
    if not chosen.startswith(COLUMN):
        return
    choices.has_codes = st.toggle(
        form.say("codes.toggle"),
        value=form.proposed.has_codes,
        key=f"map_{form.key}_has_codes",
    )
    if not choices.has_codes:
        return
    heading = chosen.removeprefix(COLUMN)
    columns = form.answer["columns"]
    codes = next(c["codes"] for c in columns if c["heading"] == heading)
    if codes:
        title = form.say("codes.title", count=len(codes))
        with st.expander(title, expanded=True):
            _render_code_list(codes, form, choices)
    else:
        st.caption(form.say("codes.many", most=MOST_CODES))
    listed = st.file_uploader(
        form.say("codes.file"),
        type=["csv"],
        key=f"map_{form.key}_codes",
        max_upload_size=_MOST_MEGABYTES,
    )
    choices.listed = listed.getvalue() if listed else b""
    choices.leaves_others = st.toggle(
        form.say("codes.leave_out"), key=f"map_{form.key}_leave_out"
    )


def _render_code_list(
    codes: Sequence[Sequence[Any]], form: Form, choices: Choices
) -> None:
    options = {"": form.say("source.none"), **form.activities}
    for first in range(0, len(codes), 2):
        pair = codes[first : first + 2]
        for place, (code, count) in zip(st.columns(2), pair, strict=False):
            with place:
                choices.codes[code] = form.choose(
                    f"code_{code}",
                    form.say("codes.label", code=code, count=count),
                    options,
                    form.proposed.codes.get(code, ""),
                )


def _render_formats(form: Form, choices: Choices) -> None:
    first, second, third = st.columns(3)
    ours = form.say("format.ours")
    proposed = form.proposed
    with first:
        dates = {name: name or ours for name in (*DATE_FORMS, proposed.date)}
        choices.date = form.choose(
            "date", form.say("format.date"), dates, proposed.date
        )
    with second:
        amounts = {name: name or ours for name in AMOUNT_FORMS}
        label = form.say("format.amount")
        choices.amount = form.choose("amount", label, amounts, proposed.amount)
    if choices.kind == "spending":
        with third:
            none = form.say("format.no_rate")
            rates = {rate: f"{rate} %" if rate else none for rate in RATES}
            choices.rate = form.choose("rate", form.say("format.rate"), rates, "")
