"""What a reader chose, kept in the address of the page: codes, never labels.

Every choice goes through here. A widget is seeded from the address and reports back
by `on_change`; `follow_address`, once at the start of a run, writes what changed, so
that each change is an entry of the browser's history and Back restores it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.kit.pages import ITEM_PAGES, OWN_PARAMETERS
from pazanga.errors import KeptError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

Code = TypeVar("Code")

PLAN: Final = "plan"
VIEW: Final = "view"
"""Code of the saved view a link leads to; gone once the reader chooses anything."""

PARAMETERS: Final = (
    "lang",
    PLAN,
    VIEW,
    "area",
    "category",
    "school",
    "year",
    "pace",
    "search",
    "show",
    "kind",
    "absorption",
    "by",
    "compare",
    "sort",
    "group",
    "direction",
    "status",
    "indicator_search",
    "exam",
    "subject",
    "school_year",
    "exam_measure",
    "series",
    "exam_sort",
    "school_role",
    "school_search",
    "severity",
    "rule",
    "finding_search",
    "sql",
    "value",
    "dimension",
    "measure",
    "table",
    "table_search",
    "since",
    *ITEM_PAGES.values(),
    "row",
)
"""Every parameter of an address, in its order: add those of a new page here."""

_MARKS: Final = ("utm_", "fbclid", "gclid", "embed")
"""Beginnings of parameters that other programs add to a link."""

_KEPT: Final = "_address"
_UNKNOWN: Final = "_address_unknown"
_PAGE: Final = "_address_page"
_SHOWN: Final = "_address_shown"
_NAME: Final = "_address_page_name"
_APPLIED: Final = "_address_applied"
_IS_STRICT: Final = "_address_strict"


@dataclass(frozen=True)
class Resolved(Generic[Code]):
    """Values of a parameter: those that are among the options, and those that are not.

    Attributes:
        codes: Options, in the order of the address, each once.
        unknown: Values that are no code and no label, or the label of several.
        was_label: Whether a label stands in the address where its code should.
    """

    codes: tuple[Code, ...]
    unknown: tuple[str, ...] = ()
    was_label: bool = False


def follow_address() -> None:
    """Read the address where it leads, and write it where the reader chose."""
    st.session_state[_APPLIED], st.session_state[_IS_STRICT] = {}, False
    arrived = {name: st.query_params.get_all(name) for name in st.query_params}
    is_other = _is_other_page()
    if _KEPT not in st.session_state or _is_led(arrived, is_other=is_other):
        st.session_state[_KEPT] = {
            name: values
            for name in PARAMETERS
            if (values := [value for value in arrived.get(name, ()) if value])
        }
        st.session_state[_UNKNOWN] = [
            name for name in arrived if name not in PARAMETERS and not _is_mark(name)
        ]
    else:
        if is_other:
            left = st.session_state.get(_NAME, "")
            clear(*ITEM_PAGES.values(), *OWN_PARAMETERS.get(left, ()))
        write_address()


def _is_other_page() -> bool:
    """Whether the reader has left the page that ran before."""
    page = _read_page()
    is_other: bool = st.session_state.get(_PAGE, page) != page
    return is_other


def keep_page(name: str) -> None:
    """Keep which page is shown: only after the menu is drawn is it known."""
    st.session_state[_PAGE] = _read_page()
    st.session_state[_NAME] = name


def _read_page() -> str:
    context = get_script_run_ctx()
    return context.page_script_hash if context else ""


def _is_led(arrived: Mapping[str, Sequence[str]], *, is_other: bool) -> bool:
    """Whether the reader came by Back, Forward or a link with parameters of its own."""
    context = get_script_run_ctx()
    is_history = context is not None and context.is_history_navigation
    return is_history or (is_other and any(name in PARAMETERS for name in arrived))


def _is_mark(name: str) -> bool:
    return name.lower().startswith(_MARKS)


def write_address() -> None:
    """Write the choices into the address, unless they stand there."""
    kept = _read_kept()
    ordered: dict[str, str | Iterable[str]] = {
        name: kept[name] for name in PARAMETERS if name in kept
    }
    arrived = {
        name: st.query_params.get_all(name)
        for name in st.query_params
        if name in PARAMETERS
    }
    if ordered != arrived:
        st.query_params.from_dict(ordered)
        st.session_state[_UNKNOWN] = []


def list_unknown_parameters() -> list[str]:
    """List the parameters of the address that no page knows."""
    unknown: list[str] = st.session_state.get(_UNKNOWN, [])
    return unknown


def list_choices() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """List what stands in the address: parameters in their order, with their values."""
    kept = _read_kept()
    return tuple((name, tuple(kept[name])) for name in PARAMETERS if name in kept)


def read_values(name: str) -> list[str]:
    """Return the values of a parameter as they stand in the address."""
    return list(_read_kept().get(name, ()))


def keep_values(name: str, values: Iterable[object]) -> None:
    """Keep the values of a parameter; without any it leaves the address.

    In a callback; the run that follows writes the address.
    """
    kept = _read_kept()
    if name != "lang":
        kept.pop(VIEW, None)
    if given := [str(value) for value in values if str(value)]:
        kept[name] = given
    else:
        kept.pop(name, None)


def keep_value(name: str, value: str) -> None:
    """Keep one value, as if the reader had picked it, e.g. after a click on a chart."""
    keep_values(name, (value,))


def keep_widget(name: str, default: object = None) -> None:
    """Keep what the widget of a parameter holds: the `on_change` of every one.

    Args:
        name: Parameter, and key of the widget.
        default: Value that need not stand in the address.
    """
    value = st.session_state[name]
    if value is None or value == default:
        keep_values(name, ())
    elif isinstance(value, list):
        keep_values(name, value)
    else:
        keep_value(name, value)


def clear(*names: str) -> None:
    """Remove parameters from the address; their widgets follow."""
    for name in names:
        keep_values(name, ())


def seed_widget(name: str, value: object, labels: Sequence[str] = ()) -> None:
    """Make the widget that is about to be drawn hold a value.

    Args:
        name: Parameter, and key of the widget.
        value: What it holds; an equal value is left alone, for setting it anew would
            undo what is being typed.
        labels: The value as the reader sees it. The browser sends these back, so a
            change of language has to reach it.
    """
    shown: dict[str, tuple[str, ...]] = st.session_state.setdefault(_SHOWN, {})
    is_shown = shown.get(name, ()) == tuple(labels)
    if not is_shown or st.session_state.get(name, _KEPT) != value:
        st.session_state[name] = value
        shown[name] = tuple(labels)


def resolve_parameter(
    name: str,
    options: Mapping[Code, str],
    find_others: Callable[[], Mapping[Code, str]],
) -> Resolved[Code]:
    """Find the options a parameter names; a label is replaced by its code.

    Args:
        name: Parameter.
        options: Codes with their labels in the reader's language.
        find_others: Makes the labels in the other language; called when needed.

    Raises:
        KeptError: A value is unknown, and this run may not show the page without it.
    """
    values = read_values(name)
    resolved = resolve(values, options, {})
    if resolved.unknown:
        resolved = resolve(values, options, find_others())
    if resolved.was_label:
        keep_values(name, (*resolved.codes, *resolved.unknown))
        write_address()
    if resolved.unknown and st.session_state.get(_IS_STRICT):
        raise KeptError("codes_gone", codes=", ".join(resolved.unknown))
    _record(name, map(str, resolved.codes))
    return resolved


def read_words(name: str) -> tuple[str, Sequence[str]]:
    """Read the words a reader typed for a parameter, and values beside them."""
    *unused, words = read_values(name) or [""]
    _record(name, [words])
    return words, unused


def forbid_unknown() -> None:
    """Forbid this run to show a page without a value that its address asks for."""
    st.session_state[_IS_STRICT] = True


def list_applied() -> dict[str, tuple[str, ...]]:
    """List what the last run of the page applied of its address: codes and words."""
    applied: dict[str, tuple[str, ...]] = st.session_state.get(_APPLIED, {})
    return {name: values for name, values in applied.items() if any(values)}


def _record(name: str, values: Iterable[str]) -> None:
    st.session_state.setdefault(_APPLIED, {})[name] = tuple(values)


def resolve(
    values: Sequence[str], options: Mapping[Code, str], others: Mapping[Code, str]
) -> Resolved[Code]:
    """Find the options that values name: by code, else by the label of one only.

    Args:
        values: As they stand in the address.
        options: Codes with their labels.
        others: The same codes with labels in another language.
    """
    by_text = {str(code): code for code in options}
    by_label: dict[str, set[Code]] = {}
    for code, label in (*options.items(), *others.items()):
        if code in options:
            by_label.setdefault(_fold(label), set()).add(code)
    codes: list[Code] = []
    unknown: list[str] = []
    was_label = False
    for value in values:
        labelled = by_label.get(_fold(value), set())
        if value in by_text:
            codes.append(by_text[value])
        elif len(labelled) == 1:
            codes.extend(labelled)
            was_label = True
        else:
            unknown.append(value)
    return Resolved(tuple(dict.fromkeys(codes)), tuple(unknown), was_label)


def _fold(label: str) -> str:
    return " ".join(label.casefold().split())


def _read_kept() -> dict[str, list[str]]:
    kept: dict[str, Any] = st.session_state.setdefault(_KEPT, {})
    return kept
