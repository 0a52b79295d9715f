"""Changes of a home, one at a time, as they come from one day to the next."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import polars as pl

from etl.inbox.originals import read_originals
from etl.inbox.withdrawal import withdraw
from pazanga.settings import Settings
from warehouse.connection import open_snapshot, query_frame
from warehouse.snapshots import read_current

from .conftest import PLAN, edit_plan, pay, payment, send

OTHER, NOWHERE = "vilnius", "niekur"
Change = Callable[[Settings], None]


def pay_again(settings: Settings) -> None:
    """Bring documents that an earlier file brought, with other amounts."""
    (path,) = [
        one.path
        for one in read_originals(settings.originals_dir)
        if one.name == f"{PLAN}-spending-2025.parquet"
    ]
    rows = pl.read_parquet(path).head(9)
    rows = rows.with_columns(pl.col("net_eur") + 1, pl.col("date"))
    rows.write_parquet(settings.inbox_dir / "again.parquet")


def reject(settings: Settings) -> None:
    wrong = payment(activity_number="777", document_number="B-2")
    send(settings, "bad", payment(), wrong)


def reject_any_plan(settings: Settings) -> None:
    send(settings, "lost", payment(), payment(plan=NOWHERE))


def measure(settings: Settings, indicator: str = "2", name: str = "measured") -> None:
    row = {
        "plan_code": PLAN,
        "indicator_number": indicator,
        "period": "2024-S1",
        "school_code": "G1",
        "value": Decimal("61.5"),
        "value_status": "final",
        "measured_on": date(2024, 7, 1),
        "source": "Nauja",
    }
    send(settings, name, row)


def examine(
    settings: Settings, value: Decimal = Decimal(50), name: str = "exams"
) -> None:
    row = {
        "plan_code": PLAN,
        "school_code": "G1",
        "exam": "VBE",
        "measure": "share_36_100",
        "subject": "math",
        "school_year": "2018-2019",
        "value": value,
        "candidates_count": 20,
    }
    send(settings, name, row)


def decide(
    settings: Settings,
    number: str = "T-99",
    value: Decimal = Decimal("123456.78"),
    name: str = "decided",
) -> None:
    row = {
        "plan_code": PLAN,
        "decision_number": number,
        "decided_on": date(2026, 2, 3),
        "item": "activity",
        "number": "7",
        "field": "net_eur",
        "new_value": value,
    }
    send(settings, name, row)


def conclude(settings: Settings) -> None:
    row = {
        "plan_code": PLAN,
        "activity_number": "5",
        "outcome": "done",
        "as_of": date(2026, 3, 31),
        "owner": "Mokykla",
    }
    send(settings, "outcomes", row)


def take_back(settings: Settings) -> None:
    withdraw(settings, f"{PLAN}-spending-2024.parquet")


def pay_in_two_plans(settings: Settings) -> None:
    send(settings, "two", payment(), payment(OTHER, document_number="N-2"))


def settle(settings: Settings) -> None:
    """Bring the rejected payment of `reject` once more, as it should be."""
    send(settings, "good", payment(document_number="B-2"))


def take_settling_back(settings: Settings) -> None:
    withdraw(settings, "good.csv")


def correct(settings: Settings) -> None:
    """Correct a rejected payment by its mark."""
    connection = open_snapshot(read_current(settings.warehouse_dir).path)
    sql = "select row_mark from ops.quarantine where source_file = 'bad.csv'"
    [(mark,), *_] = query_frame(connection, sql).rows()
    connection.close()
    send(settings, "corrected", payment(document_number="B-9", corrects=mark))


def pay_ahead(settings: Settings) -> None:
    """Pay after the end of the plan, and on a day that has not come."""
    later = payment(document_number="L-1", date=date(2033, 1, 5), phase="approved")
    never = payment(document_number="L-2", date=date(2099, 1, 5))
    send(settings, "ahead", payment(document_number="L-3"), later, never)


def decide_otherwise(settings: Settings) -> None:
    """Change an amount that `decide` changed."""
    decide(settings, "T-100", Decimal("99.99"), "decided-again")


def examine_again(settings: Settings) -> None:
    examine(settings, Decimal(51), "exams-again")


def measure_elsewhere(settings: Settings) -> None:
    """Name an indicator that no plan has."""
    measure(settings, "777", "measured-wrongly")


CHANGES: dict[str, tuple[Change, ...]] = {
    "figures": (pay, pay_again, measure, examine),
    "plan": (decide, conclude, decide_otherwise, pay_ahead, edit_plan),
    "rejects": (reject, take_back, reject_any_plan, pay),
    "settled": (reject, settle, take_settling_back, correct),
}
ALL: tuple[Change, ...] = (
    *dict.fromkeys(one for listed in CHANGES.values() for one in listed),
)
BEFORE: dict[Change, Change] = {
    take_settling_back: settle,
    correct: reject,
    decide_otherwise: decide,
}
"""Changes that need another one before them."""
