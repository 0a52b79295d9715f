"""The spending page's filters, answer, key figures and notes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dashboard.kit.blocks.figures import KeyFigure
from dashboard.kit.blocks.filter_row import Choice
from dashboard.kit.formats import format_date, format_share
from dashboard.kit.money import write_short
from dashboard.kit.phrases import UNASSIGNED, lower_first
from dashboard.kit.proofs.proof import Proof, list_chosen, make_proof
from dashboard.kit.proofs.sentence import join_proven, prove

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from dashboard.app_pages.spending.queries import Grouping
    from dashboard.kit.filters import SpendingFilter
    from dashboard.kit.screen import Screen


def list_choices(options: pl.DataFrame, screen: Screen) -> list[Choice]:
    """Make the filters of the page out of what can be chosen, see `query_choices`."""
    say = screen.words("spending")

    def labels(name: str, kind: type = str) -> dict[Any, str]:
        rows = options.filter(options["name"] == name).iter_rows(named=True)
        return {kind(row["code"]): row["label"] for row in rows}

    every, all_years = say("filter.all_f"), say("filter.all_m")
    paces = {code: say_pace(code, screen) for code in labels("pace")}
    return [
        Choice("area", say("filter.area"), every, labels("area")),
        Choice("category", say("filter.category"), every, labels("category")),
        Choice("school", say("filter.school"), every, labels("school")),
        Choice("year", say("filter.year"), all_years, labels("year", int)),
        Choice("pace", say("filter.pace"), every, paces),
        Choice("search", say("filter.search"), say("filter.search_hint")),
    ]


def say_pace(code: str, screen: Screen) -> str:
    """Describe what payments say of an activity, in one word or two."""
    if code == "pace_unknown":
        return screen.words("spending")("filter.pace_unknown")
    return screen.words("kit")(f"status.{code}")


def write_answer(
    tiles: pl.DataFrame,
    chosen: SpendingFilter,
    choices: Sequence[Choice],
    screen: Screen,
) -> str:
    """Describe who gets most and for what; a narrowed sum says what narrows it.

    Args:
        tiles: What `query_tiles` gives; of nothing there is nothing to say.
        chosen: The filter they were selected by.
        choices: The filters of the page.
        screen: Language.
    """
    if tiles.is_empty():
        return ""
    say = screen.words("spending")
    area = tiles.row(0, named=True)
    is_one_area = tiles["policy_area_code"].n_unique() == 1
    category = tiles.sort("category_net_eur", descending=True).row(0, named=True)
    fields = {
        "area": area["area_name"],
        "amount": write_short(area["all_net_eur"], screen),
        "area_amount": write_short(area["area_net_eur"], screen),
        "share": format_share(area["area_share"] or 0, screen.language),
        "category": lower_first(category["category_name"]),
        "category_amount": write_short(category["category_net_eur"], screen),
    }
    is_named = category["cost_category_code"] != UNASSIGNED
    whole = make_proof("planned", area["all_net_eur"], chosen)
    share = prove_policy_area_share(area, chosen)
    code = {"category": category["cost_category_code"]}
    dearest = make_proof("planned", category["category_net_eur"], chosen, **code)
    if not chosen.list_active():
        who = say(f"answer.{'one_area' if is_one_area else 'all'}", **fields)
        code = {"area": area["policy_area_code"]}
        part = make_proof("planned", area["area_net_eur"], chosen, **code)
        parts = [prove(who, *([whole] if is_one_area else [part, share]))]
        if is_named:
            parts.append(prove(say("answer.category", **fields), dearest))
        return join_proven(parts)
    condition = write_condition(chosen, choices, screen)
    # What narrows the page may hold numbers of its own; the sum stands before it.
    parts = [prove(say("answer.filtered", condition=condition, **fields), whole)]
    if not is_one_area:
        parts.append(prove(say("answer.filtered_area", **fields), share))
    if is_named and tiles["cost_category_code"].n_unique() > 1:
        parts.append(prove(say("answer.filtered_category", **fields), dearest))
    return join_proven([join_proven(parts, "; "), "."], "")


def prove_policy_area_share(
    tile: Mapping[str, Any], chosen: SpendingFilter
) -> Proof | None:
    """Make the proof of the share of an area.

    Args:
        tile: A row of `query_tiles`.
        chosen: The filter it was selected by.
    """
    return prove_share("policy_area_code", tile, tile["area_share"], chosen)


def prove_share(
    column: str, row: Mapping[str, Any], share: float | None, chosen: SpendingFilter
) -> Proof | None:
    """Make the proof of the share of planned money that a part gets.

    Args:
        column: Column that tells the parts apart.
        row: The row of the part.
        share: Its share.
        chosen: The filter it was selected by.
    """
    if share is None:
        return None
    part = ("row", (f"{column}~{row[column]}",))
    return Proof("planned/all", share, (*list_chosen(chosen).items(), part))


def write_condition(
    chosen: SpendingFilter, choices: Sequence[Choice], screen: Screen
) -> str:
    """Describe all that narrows the page in brief: `sritis – STEAM ugdymas; …`."""
    brief = [
        replace(
            choice, options={code: _shorten_option(label) for code, label in options}
        )
        if (options := (choice.options or {}).items())
        else choice
        for choice in choices
        if choice.name in chosen.list_active()
    ]
    say = screen.words("kit")
    return "; ".join(one.describe(getattr(chosen, one.name), say) for one in brief)


def _shorten_option(label: str) -> str:
    """Return the code of a school, any other label whole."""
    return label.split(" · ", 1)[0]


def list_figures(
    totals: dict[str, Any],
    activities: pl.DataFrame,
    spent: dict[str, Any],
    late_count: int | None,
    chosen: SpendingFilter,
    screen: Screen,
) -> list[KeyFigure]:
    """Make the key figures: planned, spent, left, late; or what of them is known.

    Args:
        totals: What `query_totals` gives.
        activities: What `query_activities` gives; not empty.
        spent: What `absorption_queries.query_totals` gives.
        late_count: Activities that may be called late; None where it is not known.
        chosen: The filter they were selected by.
        screen: Language.
    """
    say = screen.words("spending")
    count = totals["activity_count"]
    counted = make_proof("activities", count, chosen)
    planned = KeyFigure(
        prove(say("figure.net", count=count), counted),
        write_short(totals["net_eur"], screen),
        _say_vat(totals, chosen, screen),
        make_proof("planned", totals["net_eur"], chosen),
    )
    if spent["reported_until_date"] is None:
        value, note = say("figure.unknown"), say("figure.spent_unknown")
        largest = _say_largest(activities, chosen, screen)
        return [planned, KeyFigure(say("figure.spent"), value, note), largest]
    late = say("figure.unknown")
    if late_count is not None:
        late = say("table.title", count=late_count)
    return [
        planned,
        *_list_spent(spent, chosen, screen),
        KeyFigure(
            say("figure.late"),
            late,
            prove(say("figure.of_activities", count=count), counted),
            make_proof("late", late_count, chosen),
        ),
    ]


def _say_vat(totals: dict[str, Any], chosen: SpendingFilter, screen: Screen) -> str:
    say = screen.words("spending")
    vat, gross = totals["vat_eur"], totals["gross_eur"]
    unknown = totals["vat_unknown_count"]
    unstated = make_proof("vat_unstated", unknown, chosen)
    if gross is None:
        return prove(say("figure.gross_unknown", count=unknown), unstated)
    amounts = {"vat": write_short(vat, screen), "gross": write_short(gross, screen)}
    proofs = [
        make_proof("planned_vat", vat, chosen),
        make_proof("gross_at_least", gross, chosen),
    ]
    if unknown:
        said = say("figure.gross_partly", count=unknown, **amounts)
        return prove(said, *proofs, unstated)
    return prove(say("figure.gross_note", **amounts), *proofs)


def _list_spent(
    spent: dict[str, Any], chosen: SpendingFilter, screen: Screen
) -> list[KeyFigure]:
    say = screen.words("spending")
    day = format_date(spent["reported_until_date"])
    if spent["executed_net_eur"] is None:
        value = screen.words("kit")("spent.not_reported")
        return [KeyFigure(say("figure.spent"), value, say("figure.until", day=day))]
    note = say("figure.until", day=day)
    if (ratio := spent["executed_ratio"]) is not None:
        share = say("figure.spent_share", share=format_share(ratio, screen.language))
        share = prove(share, make_proof("spent_share", ratio, chosen))
        note = join_proven([share, note], "; ")
    executed = write_short(spent["executed_net_eur"], screen)
    is_printed = spent["in_force_net_eur"] == spent["printed_net_eur"]
    of = say(f"figure.left_{'printed' if is_printed else 'changed'}")
    left = write_short(spent["left_net_eur"], screen)
    return [
        KeyFigure(
            say("figure.spent"),
            executed,
            note,
            make_proof("spent", spent["executed_net_eur"], chosen),
        ),
        KeyFigure(
            say("figure.left"),
            left,
            of,
            make_proof("left", spent["left_net_eur"], chosen),
        ),
    ]


def _say_largest(
    activities: pl.DataFrame, chosen: SpendingFilter, screen: Screen
) -> KeyFigure:
    say = screen.words("spending")
    largest = activities.sort("net_eur", descending=True, nulls_last=True)
    first = largest.row(0, named=True)
    share = format_share(first["all_share"] or 0, screen.language)
    note = say("figure.largest_note", number=first["activity_number"], share=share)
    item = {"item": first["activity_key"]}
    note = prove(note, prove_share("item", item, first["all_share"], chosen))
    return KeyFigure(
        say("figure.largest"),
        write_short(first["net_eur"], screen),
        note,
        make_proof("largest", first["net_eur"], chosen),
    )


def list_notes(
    totals: dict[str, Any],
    schoolless: dict[str, Any],
    chosen: SpendingFilter,
    screen: Screen,
) -> list[str]:
    """Describe what a reader of these filters must not misunderstand.

    Args:
        totals: What `query_totals` gives.
        schoolless: What `query_schoolless` gives; only a chosen school asks for it.
        chosen: The filter they were selected by.
        screen: Language.
    """
    say = screen.words("spending")
    notes = []
    if totals["shared_count"]:
        shared = make_proof("shared", totals["shared_count"], chosen)
        notes.append(prove(say("note.shared", count=totals["shared_count"]), shared))
        if chosen.area:
            notes.append(say("note.shared_filtered"))
    if chosen.school:
        notes.append(say("note.school"))
        if count := schoolless["activity_count"]:
            amount = write_short(schoolless["net_eur"], screen)
            said = say("note.schoolless", count=count, amount=amount)
            others = replace(chosen, school=())
            proofs = [
                make_proof("schoolless_activities", count, others),
                make_proof("schoolless", schoolless["net_eur"], others),
            ]
            notes.append(prove(said, *proofs))
        notes.append(say("note.school_spent"))
    if chosen.year:
        notes.append(say("note.year"))
    return notes


def label_shows(screen: Screen) -> dict[str, str]:
    """Label what the picture can show where payments are known."""
    return {
        "spent": screen.words("spending")("show.spent"),
        **label_plan_shows(screen),
    }


def label_plan_shows(screen: Screen) -> dict[str, str]:
    """Label what the picture can show of the plan alone."""
    say = screen.words("spending")
    return {code: say(f"show.{code}") for code in ("planned", "share", "purpose")}


def label_groupings(screen: Screen) -> dict[Grouping, str]:
    """Label what the bars of the comparison can be."""
    say = screen.words("spending")
    return {
        "area": say("comparison.area"),
        "category": say("comparison.category"),
        "activity": say("comparison.activity"),
    }


def label_sortings(screen: Screen) -> dict[str, str]:
    """Label the orders of the table."""
    say = screen.words("spending")
    return {"amount": say("table.sort_amount"), "number": say("table.sort_number")}
