"""Checks that cost nothing: whether figures can be true, by tax, plan and scale.

A figure that cannot be true rejects its row; one that may be true, but hardly, is a
warning for a person. What a check needs and nobody lists is not checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.inbox.exam_shares import find_disagreeing, find_unreachable
from etl.inbox.thresholds import PLAUSIBLE
from etl.workbooks.contract.notes import say_money
from pazanga.remarks import Remark
from pazanga.texts import LANGUAGES, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from etl.workbooks.contract.contract import Kind

Lists = Mapping[str, pl.DataFrame]

_LIMITS: Final = ("_least", "_most")


SCALED: Final[Mapping[str, str]] = {
    "measurements": "value",
    "exams": "value",
    "plan-changes": "new_value",
}
"""Columns whose figures have a scale, by kind."""


_OF_MONEY: Final = frozenset(
    {"change_far_above_plan", "change_far_below_plan", "change_vat_large"}
)
"""Rules about values that are amounts, though the name of their column says it not."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule that a row breaks.

    Attributes:
        rule: Name of the rule.
        column: Column at fault.
        rows: Whether each row breaks it.
    """

    rule: str
    column: str
    rows: pl.Series


def find_impossible(kind: Kind, facts: pl.DataFrame, lists: Lists) -> Iterator[Fault]:
    """Yield the rules by which figures cannot be true.

    Args:
        kind: Kind of the rows.
        facts: Good rows of one file.
        lists: What plans and reference tables say.
    """
    if kind == "spending":
        yield _find_other_sign(facts)
        if "vat_rate" in lists and lists["vat_rate"].height:
            yield _find_large_vat(facts, lists["vat_rate"])
        return
    if kind == "outcomes":
        is_below = pl.col("yearly_cost_eur") < 0
        yield Fault("cost_below_zero", "yearly_cost_eur", _ask(facts, is_below))
    if kind == "exams":
        is_of_nobody = pl.col("value").is_not_null() & (pl.col("candidates_count") == 0)
        yield Fault("result_of_nobody", "value", _ask(facts, is_of_nobody))
    if kind not in SCALED:
        return
    column = SCALED[kind]
    limits = find_limits(kind, facts, lists)
    if limits is not None:
        value, least, most = (pl.col(n).cast(pl.Float64) for n in (column, *_LIMITS))
        outside = _ask(limits, (value < least) | (value > most))
        yield Fault("out_of_scale", column, outside)


def find_doubtful(kind: Kind, facts: pl.DataFrame, lists: Lists) -> Iterator[Fault]:
    """Yield the rules by which figures are hardly true.

    Args:
        kind: Kind of the rows.
        facts: Rows of one file that are loaded.
        lists: What plans and reference tables say.
    """
    if kind == "spending":
        yield from _find_other_days(facts)
        for name, find in _DOUBTS_OF_SPENDING.items():
            if name in lists:
                yield from find(facts, lists[name])
        return
    if kind not in SCALED:
        return
    if kind == "measurements":
        year = pl.col("period").cast(pl.String).str.slice(0, 4).cast(pl.Int32)
        is_before = pl.col("measured_on").dt.year() < year
        yield Fault("measured_before_period", "value", _ask(facts, is_before))
    yield from _find_doubtful_shares(kind, facts, lists)
    if kind == "exams":
        yield Fault("shares_disagree", "value", find_disagreeing(facts))
    if kind == "plan-changes":
        yield Fault("decisions_of_one_day", "new_value", _find_twice_decided(facts))
        if "planned" in lists:
            yield from _find_far_changes(facts, lists["planned"])
        if {"planned", "vat_rate"} <= lists.keys() and lists["vat_rate"].height:
            yield _find_large_change_of_vat(facts, lists)


def _find_doubtful_shares(
    kind: Kind, facts: pl.DataFrame, lists: Lists
) -> Iterator[Fault]:
    """Yield the rules by which figures of a scale are hardly of it."""
    column = SCALED[kind]
    limits = find_limits(kind, facts, lists)
    if limits is None:
        return
    value = pl.col(column).cast(pl.Float64)
    yield Fault("below_passed", column, _ask(limits, value < pl.col("_passed")))
    is_share = (pl.col("unit") == "percent") & ~pl.col("is_small")
    is_below = is_share & (value > 0) & (value < 1)
    # Beside fractions a 1 is all of them, and not one of a hundred.
    is_beside = is_below.fill_null(value=False).any().over("_source_sheet")
    is_fraction = is_below | (is_share & (value == 1) & is_beside)
    yield Fault("fraction", column, _ask(limits, is_fraction))
    if kind == "exams":
        yield Fault("share_of_no_pupils", column, find_unreachable(limits))


def say_doubts(kind: Kind, facts: pl.DataFrame, lists: Lists) -> Iterator[Remark]:
    """Yield a warning for each sheet and rule with rows that are hardly true."""
    for doubt in find_doubtful(kind, facts, lists):
        found = facts.filter(doubt.rows)
        for (sheet,), rows in found.group_by("_source_sheet", maintain_order=True):
            yield _say_doubt(doubt, str(sheet), rows)


def _say_doubt(doubt: Fault, sheet: str, rows: pl.DataFrame) -> Remark:
    numbers = rows["_source_row"].sort().to_list()
    listed = ", ".join(map(str, numbers[: PLAUSIBLE.most_places]))
    places = f"{listed} …" if len(numbers) > PLAUSIBLE.most_places else listed
    amount = dict.fromkeys(LANGUAGES, "")
    if doubt.column.endswith("_eur") or doubt.rule in _OF_MONEY:
        amount = say_money(Decimal(rows[doubt.column].sum()))
    said = {
        language: text(
            "etl.inbox",
            f"doubts.{doubt.rule}",
            language,
            count=len(numbers),
            rows=places,
            amount=amount[language],
        )
        for language in LANGUAGES
    }
    return Remark(doubt.rule, "warning", sheet, said["en"], said["lt"])


def _find_other_sign(facts: pl.DataFrame) -> Fault:
    net, vat = pl.col("net_eur"), pl.col("vat_eur")
    differs = ((net < 0) & (vat > 0)) | ((net > 0) & (vat < 0))
    return Fault("vat_sign_differs", "vat_eur", _ask(facts, differs))


def _find_large_vat(facts: pl.DataFrame, rates: pl.DataFrame) -> Fault:
    net, vat = _amount("net_eur"), _amount("vat_eur")
    most = net.abs() * _to_share(rates["rate_percent"].max()) + _rounding()
    return Fault(
        "vat_too_large", "vat_eur", _ask(facts, vat.abs() > most + PLAUSIBLE.vat_cents)
    )


def _rounding() -> pl.Expr:
    """Compute by how much rounding moves VAT on a sheet that counts larger units.

    On such a sheet, one in thousands, no amount has cents, nor single euros.
    """
    net, vat = _amount("net_eur"), _amount("vat_eur").fill_null(0)
    unit = pl.lit(0.0)
    for tens in PLAUSIBLE.tens:
        is_round = (net % tens == 0) & (vat % tens == 0)
        unit = pl.when(is_round).then(pl.lit(tens)).otherwise(unit)
    least = unit.min().over("_source_sheet")
    return pl.when(least > 0).then(unit * PLAUSIBLE.rounding).otherwise(0.0)


def _find_unusual_vat(facts: pl.DataFrame, rates: pl.DataFrame) -> Iterator[Fault]:
    """Find VAT that is of no rate in force on its day, or a year before."""
    day, net, vat = pl.col("date"), _amount("net_eur"), _amount("vat_eur")
    usual = [
        ((vat - net * _to_share(rate)).abs() <= PLAUSIBLE.usual_cents + _rounding())
        & (day >= (pl.lit(first) if first else day))
        & (day.dt.offset_by(PLAUSIBLE.earlier) <= (pl.lit(last) if last else day))
        for rate, first, last in rates.iter_rows()
    ]
    if usual:
        yield Fault("vat_unusual", "vat_eur", _ask(facts, ~pl.any_horizontal(usual)))


def _find_other_years(facts: pl.DataFrame, periods: pl.DataFrame) -> Iterator[Fault]:
    joined = _join(facts, periods, ["plan_code"])
    before = pl.col("date") < pl.col("first_day").dt.offset_by(PLAUSIBLE.earlier)
    after = pl.col("date").dt.offset_by(PLAUSIBLE.earlier) > pl.col("last_day")
    yield Fault("date_outside_plan", "date", _ask(joined, before | after))


def _find_large_amounts(facts: pl.DataFrame, planned: pl.DataFrame) -> Iterator[Fault]:
    joined = _join(facts, planned, ["plan_code", "activity_number"])
    amount, plan = _amount("net_eur").abs(), _amount("planned_eur")
    is_far = amount >= plan * PLAUSIBLE.far_times
    # A budget that was revised upwards is no mistake; a payment of more than all is.
    is_paid = pl.col("phase").cast(pl.String) == "executed"
    yield Fault("amount_far_above_plan", "net_eur", _ask(joined, is_far))
    yield Fault(
        "amount_above_plan",
        "net_eur",
        _ask(joined, is_paid & (amount > plan) & ~is_far),
    )
    paid = pl.when(is_paid).then(_amount("net_eur")).otherwise(0.0)
    total = paid.sum().over("plan_code", "activity_number")
    is_much = is_paid & (total > plan * PLAUSIBLE.much_times) & (amount <= plan)
    yield Fault("amounts_above_plan", "net_eur", _ask(joined, is_much))


def _find_far_changes(facts: pl.DataFrame, planned: pl.DataFrame) -> Iterator[Fault]:
    """Find new amounts of activities many times above or below what is planned.

    A new amount of 0 takes the money away, and is no slip of the comma.
    """
    listed = planned.rename({"activity_number": "number"})
    joined = _join(facts, listed, ["plan_code", "number"])
    is_amount = pl.col("field").cast(pl.String).str.ends_with("_eur")
    is_own = (pl.col("item").cast(pl.String) == "activity") & is_amount
    amount, plan = _amount("new_value").abs(), _amount("planned_eur")
    is_far = is_own & (amount >= plan * PLAUSIBLE.far_times)
    yield Fault("change_far_above_plan", "new_value", _ask(joined, is_far))
    is_net = is_own & (pl.col("field").cast(pl.String) == "net_eur")
    is_low = is_net & (amount > 0) & (amount * PLAUSIBLE.far_times <= plan)
    yield Fault("change_far_below_plan", "new_value", _ask(joined, is_low))


def _find_large_change_of_vat(facts: pl.DataFrame, lists: Lists) -> Fault:
    """Find new VAT above the highest rate of the net amount, planned or new."""
    field, value = pl.col("field").cast(pl.String), _amount("new_value")
    key = ["plan_code", "number", "decision_number"]
    news = value.filter(field == "net_eur").max().over(key)
    listed = lists["planned"].rename({"activity_number": "number"})
    joined = _join(facts, listed, ["plan_code", "number"])
    net = pl.max_horizontal(_amount("planned_eur"), news)
    most = net * _to_share(lists["vat_rate"]["rate_percent"].max()) + 1
    is_far = value >= _amount("planned_eur") * PLAUSIBLE.far_times
    is_large = (field == "vat_eur") & (value > most) & ~is_far
    return Fault("change_vat_large", "new_value", _ask(joined, is_large))


def _find_twice_decided(facts: pl.DataFrame) -> pl.Series:
    """Find figures that decisions of one day change to different values."""
    key = ["plan_code", "item", "number", "field", "decided_on"]
    return _ask(facts, pl.col("new_value").n_unique().over(key) > 1)


def _find_other_days(facts: pl.DataFrame) -> Iterator[Fault]:
    """Find documents of a later day than their payment, or far earlier than it."""
    paid, made = pl.col("date"), pl.col("document_date")
    yield Fault("paid_before_document", "net_eur", _ask(facts, made > paid))
    is_old = made < paid.dt.offset_by(PLAUSIBLE.earlier)
    yield Fault("document_far_earlier", "net_eur", _ask(facts, is_old))


_DOUBTS_OF_SPENDING: Final = {
    "vat_rate": _find_unusual_vat,
    "period": _find_other_years,
    "planned": _find_large_amounts,
}
"""What spending is held against, by the list it needs."""


def find_limits(kind: Kind, facts: pl.DataFrame, lists: Lists) -> pl.DataFrame | None:
    """Find unit and limits of each figure; null where nobody lists them."""
    if kind == "exams":
        if "measure_scale" not in lists:
            return None
        rows = facts.with_columns(pl.col("exam").cast(pl.String))
        return _join(rows, lists["measure_scale"], ["exam", "measure"])
    if "indicator_unit" not in lists:
        return None
    code = pl.col("number" if kind == "plan-changes" else "indicator_number")
    if kind == "plan-changes":
        code = pl.when(pl.col("item").cast(pl.String) == "indicator").then(code)
    listed = lists["indicator_unit"]
    return _join(facts.with_columns(code=code), listed, ["plan_code", "code"])


def _join(rows: pl.DataFrame, listed: pl.DataFrame, on: list[str]) -> pl.DataFrame:
    return rows.join(listed, on=on, how="left", maintain_order="left")


def _amount(column: str) -> pl.Expr:
    return pl.col(column).cast(pl.Float64)


def _to_share(percent: object) -> float:
    return float(str(percent)) / 100


def _ask(rows: pl.DataFrame, question: pl.Expr) -> pl.Series:
    """Decide a question row by row; where a value is not known, the answer is no."""
    return rows.select(question.fill_null(value=False).alias("_found")).to_series()
