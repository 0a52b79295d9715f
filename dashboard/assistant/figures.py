"""Figures that pages prove: listed, described, computed anew, with their source rows.

What is known of a figure is `kit/proofs/figures.toml`; how it is asked for in words is
`kit/questions/metrics.toml`. Nothing here computes anything else.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dashboard.api.catalogue import find_nearest
from dashboard.assistant.calls import ToolAnswer
from dashboard.kit.plans import query_plans
from dashboard.kit.proofs.proof import PAGE, write_value
from dashboard.kit.proofs.recomputing import recompute
from dashboard.kit.proofs.registry import read_figures
from dashboard.kit.questions.metrics import read_metrics
from dashboard.kit.snapshot import query
from pazanga.errors import AssistantError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.assistant.calls import ToolCall
    from dashboard.kit.proofs.proof import Value
    from dashboard.kit.proofs.recomputing import Recomputed
    from dashboard.kit.proofs.registry import ProvenFigure
    from dashboard.kit.screen import Screen

    Chosen = Mapping[str, Sequence[str]]
    Options = Mapping[str, Mapping[str, str | None]]

PLAN: Final = "plan"
MOST_GROUPS: Final = 100
MOST_LINES: Final = 200
LINES: Final = 50

_VALUES: Final = Path(__file__).with_name("dimension_values.sql")
_CHOICES: Final = tuple(
    Path(__file__).parents[1] / "app_pages" / page / "choices.sql"
    for page in ("spending", "targets", "exams", "quality")
)
"""What filters of pages offer; figures may be narrowed to more areas and schools."""

_TYPED: Final = ("search", "indicator_search", "school_search", "finding_search")
"""Parameters that hold words of a reader, not codes."""


def list_metrics(call: ToolCall) -> ToolAnswer:
    """List the figures, the plans, and the questions in words that lead to figures."""
    screen = call.make_screen()
    plans = query_plans(call.shown.path, call.language)
    data = {
        "plans": [
            {"code": code, "name": name}
            for code, name in plans.select("plan_code", "plan_name").iter_rows()
        ],
        "metrics": [_summarise(figure, screen) for figure in read_figures().values()],
        "questions": [
            {
                "question": measure.questions[call.language],
                "metric": measure.figure or None,
                "filters": _keep_known(measure.figure, measure.parameters),
                "narrowed_by": list(measure.takes),
            }
            for measure in read_metrics().measures.values()
        ],
    }
    return ToolAnswer(call.write_url(screen, PAGE), data)


def _keep_known(metric: str, parameters: Chosen) -> dict[str, list[str]]:
    known = read_figures()[metric].parameters if metric else ()
    return {name: list(codes) for name, codes in parameters.items() if name in known}


def _summarise(figure: ProvenFigure, screen: Screen) -> dict[str, Any]:
    return {
        "metric": figure.name,
        "name": screen.words(PAGE)(f"figure.{figure.name}.name"),
        "unit": figure.unit,
        "dimensions": _list_dimensions(figure),
    }


def _list_dimensions(figure: ProvenFigure) -> list[str]:
    return [PLAN, *figure.parameters]


def describe_metric(call: ToolCall) -> ToolAnswer:
    """Describe a figure: definition, unit, and the codes that narrow it."""
    figure, screen = find_figure(call), call.make_screen()
    options = query_options(call, screen)
    data = _summarise(figure, screen) | {
        "definition": screen.words(PAGE)(f"figure.{figure.name}.definition"),
        "page": f"/{figure.page}",
        "is_of_one_thing": not figure.is_of_plan,
        "values": {
            name: [
                {"code": code, "name": label} for code, label in options[name].items()
            ]
            for name in figure.parameters
            if name in options
        },
        "words": [name for name in figure.parameters if name in _TYPED],
    }
    return ToolAnswer(call.write_url(screen, PAGE, figure=figure.name), data)


def query_metric(call: ToolCall) -> ToolAnswer:
    """Compute a figure anew, narrowed and split as asked."""
    figure, screen = find_figure(call), call.make_screen()
    chosen = choose_filters(call, figure, screen)
    proven = prove(call, figure, screen, chosen)
    data = _summarise(figure, screen) | {
        "plan": screen.plan_code,
        "plan_name": screen.plan_name,
        "filters": {name: list(codes) for name, codes in chosen.items()},
        **write_state(proven),
        "row_count": proven.rows.height,
        "proof": call.write_url(screen, PAGE, figure=figure.name, **chosen),
    }
    notes = () if proven.is_whole else (call.explain("notes.not_whole"),)
    if by := call.arguments.get("by"):
        groups = _group(call, figure, screen, chosen, by)
        data["by"], data["groups"] = by, groups
        if by != PLAN and not _add_up(groups, figure, proven):
            notes = (*notes, call.explain("notes.groups_overlap"))
    return ToolAnswer(_find_page(call, figure, screen, chosen), data, notes)


def _add_up(
    groups: Sequence[Mapping[str, Any]], figure: ProvenFigure, proven: Recomputed
) -> bool:
    """Whether the groups sum up to the figure: nothing stands in two of them."""
    if figure.unit not in {"eur", "count"} or isinstance(proven.value, date):
        return False
    values = [Decimal(one["value"]) for one in groups if one["value"] is not None]
    return sum(values) == (proven.value or 0)


def _find_page(
    call: ToolCall, figure: ProvenFigure, screen: Screen, chosen: Chosen
) -> str:
    """Find the page that shows the figure, filtered as it was computed."""
    if figure.takes == "series":
        exam, _, rest = chosen["series"][0].partition("/")
        kept = {"exam": exam, "subject": rest.rpartition("/")[2]}
        return call.write_url(
            screen, figure.page, **kept, school_year=chosen["school_year"]
        )
    return call.write_url(screen, figure.page, **chosen)


def _group(
    call: ToolCall, figure: ProvenFigure, screen: Screen, chosen: Chosen, by: str
) -> list[dict[str, Any]]:
    """Compute a figure for each value of a dimension, or for each plan."""
    if by == PLAN:
        plans = query_plans(call.shown.path, call.language)
        names = dict(plans.select("plan_code", "plan_name").iter_rows())
        screens = [(call.make_screen(code), chosen, code) for code in names]
    else:
        options = query_options(call, screen)
        if by not in figure.parameters or by not in options:
            known = [PLAN, *(one for one in figure.parameters if one in options)]
            raise AssistantError("unknown_dimension", found=by, known=", ".join(known))
        names = dict(options[by])
        wanted = chosen.get(by) or list(names)
        screens = [(screen, {**chosen, by: [code]}, code) for code in wanted]
    if len(screens) > MOST_GROUPS:
        raise AssistantError("too_many_groups", found=by, most=MOST_GROUPS)
    ask = partial(query, call.shown.path)
    return [
        {
            "code": code,
            "name": names[code],
            "value": write_known(
                ask(
                    figure.figure_file,
                    figure.bind(there.plan_code, call.language, narrowed),
                ).item()
            ),
            "address": _find_page(call, figure, there, narrowed),
        }
        for there, narrowed, code in screens
    ]


def source_lines(call: ToolCall) -> ToolAnswer:
    """List the rows behind a figure, each with its place in a document or file."""
    figure, screen = find_figure(call), call.make_screen()
    chosen = choose_filters(call, figure, screen)
    proven = prove(call, figure, screen, chosen)
    offset, limit = call.arguments.get("offset", 0), call.arguments.get("limit", LINES)
    lines = [
        {
            "kind": row["item_kind"],
            "code": row["item"],
            "name": row["item_name"],
            "part": row["part_name"],
            "amount": write_known(row["amount"]),
            "file": row["file_name"],
            "lines": row["places"],
        }
        for row in proven.rows.slice(offset, limit).iter_rows(named=True)
    ]
    data = _summarise(figure, screen) | {
        "plan": screen.plan_code,
        "filters": {name: list(codes) for name, codes in chosen.items()},
        **write_state(proven),
        "line_count": proven.rows.height,
        "offset": offset,
        "lines": lines,
        "lines_add_up": proven.is_whole,
    }
    return ToolAnswer(
        call.write_url(screen, PAGE, figure=figure.name, **chosen),
        data,
        (call.explain("notes.places"),),
    )


def find_figure(call: ToolCall) -> ProvenFigure:
    """Find the figure that a call names.

    Raises:
        AssistantError: There is none; says which names are like it.
    """
    name, figures = call.arguments["metric"], read_figures()
    if name not in figures:
        known = ", ".join(find_nearest(name, figures))
        raise AssistantError("unknown_metric", found=name, known=known)
    return figures[name]


def prove(
    call: ToolCall, figure: ProvenFigure, screen: Screen, chosen: Chosen
) -> Recomputed:
    """Compute a figure anew, with its rows."""
    bound = figure.bind(screen.plan_code, call.language, chosen)
    return recompute(figure, bound, partial(query, call.shown.path))


def query_options(call: ToolCall, screen: Screen) -> Options:
    """Query what figures of a plan may be narrowed to: names by code, by parameter."""
    path = call.shown.path
    bound = {"plan": screen.plan_code, "language": call.language}
    own = query(path, _VALUES, bound)
    named = {*own["name"]}
    found: dict[str, dict[str, str | None]] = defaultdict(dict)
    for rows in (own, *(query(path, file, bound) for file in _CHOICES)):
        for name, code, label in rows.select("name", "code", "label").iter_rows():
            if rows is own or name not in named:
                found[name][code] = None if label == code else label
    return found


def choose_filters(
    call: ToolCall, figure: ProvenFigure, screen: Screen
) -> dict[str, list[str]]:
    """Choose what narrows a figure; what it does not know is refused, never ignored.

    Raises:
        AssistantError: A parameter or value is unknown, or one is missing.
    """
    given: dict[str, list[str]] = call.arguments.get("filters", {})
    options = query_options(call, screen)
    for name, codes in given.items():
        if name not in figure.parameters:
            known = ", ".join(figure.parameters) or "–"
            raise AssistantError("unknown_dimension", found=name, known=known)
        for code in codes:
            if name not in _TYPED and code not in options.get(name, {}):
                near = ", ".join(find_nearest(code, options.get(name, {}))) or "–"
                raise AssistantError("unknown_value", name=name, found=code, known=near)
    is_bare = not figure.is_of_plan
    missing = [one for one in figure.parameters if is_bare and not given.get(one)]
    if missing:
        raise AssistantError("missing_filter", names=", ".join(missing))
    ordered = {one: given[one] for one in figure.parameters if given.get(one)}
    return {
        name: [" ".join(codes)] if name in _TYPED else codes
        for name, codes in ordered.items()
    }


def write_state(proven: Recomputed) -> dict[str, Any]:
    """Write a value, and whether it is known: nothing there is not the same as zero."""
    state = "known"
    if proven.value is None:
        state = "no_rows" if proven.rows.is_empty() else "unknown"
    return {"value": write_known(proven.value), "state": state}


def write_known(value: Value | None) -> str | None:
    """Write a value whole, as text: no digit is lost on the way."""
    return None if value is None else write_value(value)
