"""Whether what is read of a plan laid out otherwise is right, or missing and said."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from laid_plan import Laid
from plan_cells import Plan

from etl.plans.contract.plan_package import Row

KEYS = (
    *("activity_number", "occurrence", "indicator_number", "school_code"),
    *("total_kind", "exam", "measure", "subject", "school_year", "figure"),
    *("fact", "period"),
)
# Which table of the form a table of the package is read from, and its section.
TABLES = {
    "activities": ("costs", 6),
    "plan_totals": ("costs", 6),
    "partners": ("budget", 7),
    "indicators": ("indicators", 4),
    "indicator_values": ("indicators", 4),
    "exam_results": ("schools", 2),
    "school_figures": ("schools", 2),
}
# What is not printed any more where a column is gone, by words of its heading.
GONE = (
    ("be PVM", {"net_eur"}),
    ("PVM", {"vat_eur"}),
    ("vertinimas", {"value"}),
    ("Pradin", {"value"}),
    ("trukm", {"period_start", "period_end"}),
    ("Rodikl", {"value", "target_value"}),
    ("Mokyklos pavadinimas", {"value"}),
)
Key = tuple[str, str, tuple[object, ...]]


def numbers_of(plan: Plan) -> Iterator[tuple[Key, Decimal | date]]:
    """Numbers and days by their table, their column and what they are of."""
    for table, rows in plan.items():
        for row in rows if table != "findings" else ():
            for column, value in row.items():
                if isinstance(value, (Decimal, date)):
                    yield (_table_of(table, row), column, _name_of(row)), value


def _name_of(row: Row) -> tuple[object, ...]:
    return tuple(row[name] for name in KEYS if row.get(name))


def _table_of(table: str, row: Row) -> str:
    return "partners" if row.get("total_kind") == "partners" else table


def find_faults(
    usual: Plan, now: Plan, laid: Laid, *, allows_said: bool = False
) -> list[str]:
    """What is read wrongly of a plan, or lost without a word.

    Args:
        usual: What is read of the plan as it is.
        now: What is read of it now.
        laid: What was done to it.
        allows_said: Whether another value is no fault where a finding is about it.
    """
    said = subjects_of(now) - subjects_of(usual)
    before, after = dict(numbers_of(usual)), dict(numbers_of(now))
    counts = Counter(key for key, _ in numbers_of(now))
    faults = [
        f"{key} is read {count} times" for key, count in counts.items() if count > 1
    ]
    for key, value in after.items():
        is_meant = value in set(_meanings(before.get(key), key, laid))
        if not is_meant and not (allows_said and _is_about(key, said)):
            faults.append(f"{key} is {value} and was {before.get(key)}")
    faults += [
        f"{key} is lost"
        for key in before.keys() - after.keys()
        if not _is_gone(key, laid) and not _is_said(key, said)
    ]
    if laid.doubts and not said:
        faults.append("nothing is said")
    return [f"{laid.names}: {fault}" for fault in faults]


def _meanings(
    value: Decimal | date | None, key: Key, laid: Laid
) -> Iterator[Decimal | date]:
    table, column, _ = key
    factors = laid.factors.get(TABLES.get(table, ("", 0))[0], {1})
    if isinstance(value, Decimal) and column in ("net_eur", "vat_eur"):
        yield from (value * factor for factor in factors)
    elif value is not None:
        yield value


def _is_gone(key: Key, laid: Laid) -> bool:
    gone = (
        next((columns for words, columns in GONE if words in heading), set())
        for heading in laid.dropped
    )
    return any(key[1] in columns for columns in gone)


def _is_said(key: Key, said: set[tuple[str, str]]) -> bool:
    """Whether a finding is about the row, its table, or a cell merged with it."""
    section = f"section {TABLES[key[0]][1]}" if key[0] in TABLES else ""
    own = {section, *map(str, key[2])}
    return any(
        rule == "amount_unreadable" or {subject, subject.partition(".")[0]} & own
        for rule, subject in said
    )


def _is_about(key: Key, said: set[tuple[str, str]]) -> bool:
    """Whether a finding is about the row of a value or its section."""
    return _is_said(key, {one for one in said if one[0] != "amount_unreadable"})


def subjects_of(plan: Plan) -> set[tuple[str, str]]:
    return {(row["rule"], row["subject"]) for row in plan["findings"]}
