"""Old figures beside changes of a plan are held against the plan in force before."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.check.check import check_workbook
from etl.inbox.beside_held import note_old_values
from etl.refresh.refresh import refresh
from etl.refresh.report import say_report
from etl.workbooks.beside.changes import part_of

if TYPE_CHECKING:
    from pathlib import Path

    from pazanga.settings import Settings

    from .conftest import Ask

HEAD = "Plan code;Decision number;Decided on;Item;Number;Field"
ITEM = {"plan_code": "p", "item": "activity", "number": "1", "field": "net_eur"}
RULES = ["old_values_differ", "change_in_force_later", "change_not_in_force_yet"]
DAY = date(2024, 1, 1)


def drop(settings: Settings, name: str, titles: str, *rows: str) -> Path:
    path = settings.inbox_dir / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([f"{HEAD};{titles}", *rows]), encoding="utf-8")
    return path


def row(number: str, day: str, *cells: str, item: str = "activity;1;net_eur") -> str:
    return ";".join(["birstonas", number, day, item, *cells])


def checked(path: Path, settings: Settings) -> dict[str, str]:
    check = check_workbook(path, settings, path.name)
    return {r.rule: r.message_lt for r in check.remarks if r.rule in RULES}


def planned(ask: Ask) -> str:
    [(value,)] = ask(
        "select net_eur from raw.plan_package__activities where activity_number = '1'"
    )
    return str(value)


@pytest.mark.usefixtures("published")
def test_old_value_is_held_against_the_plan_and_earlier_files(
    settings: Settings, ask: Ask
) -> None:
    first = row("T-1", "2025-02-01", planned(ask), "120.00")
    path = drop(settings, "a.csv", "Buvo;New value", first)
    assert checked(path, settings) == {}
    refresh(settings)
    assert ask("select rule from ops.remark where rule = 'old_values_differ'") == []
    second = row("T-2", "2025-03-01", "119.00", "130.00")
    path = drop(settings, "b.csv", "Sena reikšmė;New value", second)
    said = checked(path, settings)["old_values_differ"]
    assert "119,00\xa0€" in said
    assert "120,00\xa0€" in said
    report = refresh(settings)
    assert said in "\n".join(say_report(report, "lt"))
    kept = ask("select source_file, rule from ops.remark where rule like 'old%'")
    assert kept == [("b.csv", "old_values_differ")]


@pytest.mark.usefixtures("published")
def test_decision_of_an_earlier_file_that_comes_together_is_known(
    settings: Settings, ask: Ask
) -> None:
    first = row("T-1", "2025-02-01", planned(ask), "120.00")
    second = row("T-2", "2025-03-01", "120.00", "130.00")
    drop(settings, "b.csv", "Buvo;New value", second)
    drop(settings, "c.csv", "Buvo;New value", first)
    refresh(settings)
    assert ask("select rule from ops.remark where rule = 'old_values_differ'") == []


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    ("titles", "cells", "rules"),
    [
        ("Ankstesnė suma;New value", ["1.00", "120.00"], {"old_values_differ"}),
        ("Pokytis;New value", ["1.00", "120.00"], {"old_values_differ"}),
        ("Pradinė suma;New value", ["1.00", "120.00"], {"old_values_differ"}),
        ("Buvo;New value", ["", "120.00"], set()),
        ("New value;Įsigalioja", ["120.00", "2025-06-01"], set()),
        ("New value;Įsigalioja", ["120.00", "2026-01-01"], {"change_in_force_later"}),
        ("New value;Įsigalioja", ["120.00", "nuo 2026 m."], {"change_in_force_later"}),
        ("New value;Galioja nuo", ["9.00", "2098-01-01"], {"change_not_in_force_yet"}),
    ],
)
def test_what_stands_beside_a_change_is_said(
    titles: str, cells: list[str], rules: set[str], settings: Settings
) -> None:
    path = drop(settings, "a.csv", titles, row("T-1", "2025-02-01", *cells))
    assert set(checked(path, settings)) == rules


def test_old_target_is_said_without_a_currency() -> None:
    key = {"plan_code": "p", "item": "indicator", "number": "1"}
    key |= {"field": "target_value", "decision_number": "T-1"}
    change = {**key, "decided_on": DAY, "new_value": Decimal(70)}
    place = {"sheet": "", "row_number": 2, "what": "old_value", "title": "Buvo"}
    said = {**key, **place, "value": Decimal("61.5"), "within": Decimal(0)}
    printed = [{**key, "value": Decimal(60)}]
    [note] = note_old_values(*(pl.DataFrame(of) for of in ([said], [change], printed)))
    assert "faile 61,5, plane 60." in note.text("lt")


@pytest.mark.parametrize(
    ("title", "part"),
    [
        *[(t, "old_value") for t in ("Buvo", "Buvusi suma", "Sena reikšmė")],
        *[(t, "old_value") for t in ("Ankstesnė suma, Eur", "Suma iki pakeitimo")],
        *[(t, "old_value") for t in ("Prieš sprendimą", "Previous value", "Before")],
        *[(t, "printed_value") for t in ("Pirminė suma", "Original amount")],
        *[(t, "difference") for t in ("Pokytis", "Skirtumas, Eur", "+/-", "Change")],
        *[
            (t, "in_force_from")
            for t in ("Įsigalioja", "Galioja nuo", "Effective from")
        ],
        *[(t, "") for t in ("Ankstesnio sprendimo Nr.", "Pokytis, %", "Pastabos")],
        *[(t, "") for t in ("Ankstesnė data", "Pakeitimo priežastis", "Senumas")],
    ],
)
def test_heading_beside_a_change_is_known(title: str, part: str) -> None:
    assert part_of(title) == part


AMOUNTS = st.integers(0, 10**9).map(lambda cents: Decimal(cents) / 100)


@given(st.lists(AMOUNTS, min_size=2, max_size=8), st.data())
def test_old_values_of_a_chain_are_right_and_no_other(
    figures: list[Decimal], data: st.DataObject
) -> None:
    wrong = data.draw(st.sets(st.integers(0, len(figures) - 2)))
    decisions = [
        {**ITEM, "decision_number": f"T-{at}", "decided_on": DAY + timedelta(at)}
        for at in range(len(figures) - 1)
    ]
    changes: list[dict[str, Any]] = []
    said: list[dict[str, Any]] = []
    for at, ((old, new), one) in enumerate(
        zip(pairwise(figures), decisions, strict=True)
    ):
        changes.append({**one, "new_value": new})
        value = old + Decimal("0.01") if at in wrong else old
        place = {"sheet": "", "row_number": at + 2, "what": "old_value"}
        beside = {"title": "Buvo", "value": value, "within": Decimal(0)}
        said.append({**one, **place, **beside})
    printed = pl.DataFrame([{**ITEM, "value": figures[0]}])
    order = data.draw(st.permutations(changes))
    notes = list(note_old_values(pl.DataFrame(said), pl.DataFrame(order), printed))
    assert [note.fields["count"] for note in notes] == ([len(wrong)] if wrong else [])
