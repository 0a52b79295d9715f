"""A file that was received can be taken back, and is restored by bringing it again."""

import json
from decimal import Decimal

import pytest

from etl.inbox.command import say_files, withdraw_file
from etl.inbox.originals import read_originals
from etl.refresh.refresh import refresh
from pazanga.errors import ArrivalError, RefreshBusy
from pazanga.files.lock import hold_lock
from pazanga.settings import Settings

from .conftest import SPENT, Ask, Drop, pay

FILES = "select source_name, load_status, executed_net_eur from reports.rpt_loaded_file"


def test_withdrawn_file_goes_and_what_it_replaced_counts_again(
    settings: Settings, drop: Drop, ask: Ask
) -> None:
    drop(pay(1), pay(2, activity_number="99"), name="Kovas.csv")
    refresh(settings)
    drop(pay(1, net_eur="30.00"), pay(2), name="Kovas 2.csv")
    refresh(settings)
    assert ask(SPENT) == [(Decimal("40.00"),)]
    assert "Kovas 2.csv" in withdraw_file(settings, "kovas 2.CSV")
    report = refresh(settings)
    assert (report.run.outcome, report.run.rows_quarantined) == ("published", 1)
    assert ask(f"{FILES} order by 1") == [
        ("Kovas 2.csv", "withdrawn", None),
        ("Kovas.csv", "loaded", Decimal("10.00")),
    ]
    assert refresh(settings).run.outcome == "unchanged"
    drop(pay(1, net_eur="30.00"), pay(2), name="Kovas 2.csv")
    refresh(settings)
    assert ask(SPENT) == [(Decimal("40.00"),)]


def test_file_is_named_by_its_hash_where_names_are_shared(
    settings: Settings, drop: Drop, ask: Ask
) -> None:
    for number in (1, 2):
        drop(pay(number))
        refresh(settings)
    with pytest.raises(ArrivalError) as caught:
        withdraw_file(settings, "a.csv")
    hashes = [one.sha256 for one in read_originals(settings.originals_dir)]
    assert all(sha256[:12] in caught.value.text("lt") for sha256 in hashes)
    with pytest.raises(ArrivalError):
        withdraw_file(settings, "nėra.csv")
    withdraw_file(settings, hashes[0][:8])
    assert "was withdrawn before" in withdraw_file(settings, hashes[0][:8])
    refresh(settings)
    assert ask(SPENT) == [(Decimal("10.00"),)]


def test_list_says_what_counts_of_each_file(
    settings: Settings, drop: Drop, ask: Ask
) -> None:
    assert ask
    drop(pay(1), pay(2, phase="approved"), pay(3, net_eur="x"))
    refresh(settings)
    [file] = json.loads("".join(say_files(settings, as_json=True)))
    assert (file["state"], file["row_count"], file["put_aside_count"]) == (
        "loaded",
        2,
        1,
    )
    assert file["executed_net_eur"] == "10.00"
    said = "\n".join(say_files(settings, as_json=False))
    assert "a.csv: loaded" in said
    assert "spent without VAT: €10.00" in said
    assert file["sha256"][:12] in said


def test_nothing_is_withdrawn_while_a_refresh_runs(
    settings: Settings, drop: Drop, ask: Ask
) -> None:
    assert ask
    drop(pay(1))
    refresh(settings)
    with hold_lock(settings.warehouse_dir), pytest.raises(RefreshBusy):
        withdraw_file(settings, "a.csv")
    [original] = read_originals(settings.originals_dir)
    assert original.withdrawn_at is None
