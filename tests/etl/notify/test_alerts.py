"""What somebody asked to be told of: once, with a link, and again when it returns."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from etl.notify.alerts import read_alerts
from etl.notify.events import Alert, Memory, Message, Refreshed, decide
from etl.notify.letter import write_letter
from etl.notify.memory import read_memory, write_memory
from etl.refresh.refresh import refresh
from pazanga.errors import SettingError
from pazanga.settings import Settings, read_settings
from pazanga.settings.operation import AlertSettings
from warehouse.snapshots import Snapshot, read_current

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pazanga.texts import Language

NOW = datetime(2026, 2, 15, 12, tzinfo=UTC)
ALL = AlertSettings(late_days=30, has_indicators=True, has_measurements=True)
LATE = Alert(
    rule_code="late",
    plan_code="birstonas",
    number="1",
    title="Veikla 1",
    since=date(2025, 12, 31),
    address="http://127.0.0.1:8501/activity?plan=birstonas&key=birstonas%3A1%3A1",
)


def pay(number: str, net: str) -> dict[str, Any]:
    return {
        "plan_code": "birstonas",
        "activity_number": number,
        "school_code": "",
        "date": date(2026, 2, 1),
        "document_number": number,
        "net_eur": Decimal(net),
        "funding_source": "ES",
        "phase": "executed",
    }


@pytest.fixture
def shown(
    settings: Settings, published: Snapshot, feed_workbooks: Callable[..., None]
) -> Snapshot:
    """A plan whose activity 1 is paid in part, and 2.1 in full, after their period."""
    assert published
    feed_workbooks(settings, {"spending": [pay("1", "50.00"), pay("2.1", "900.00")]})
    return read_current(settings.warehouse_dir)


def test_activity_is_told_of_once_its_days_have_passed(shown: Snapshot) -> None:
    assert read_alerts(shown, ALL, NOW) == (LATE,)
    assert read_alerts(shown, AlertSettings(late_days=46), NOW) == ()
    assert read_alerts(shown, AlertSettings(has_indicators=True), NOW) == ()


def test_target_is_told_of_once_its_day_has_passed_without_a_measurement(
    settings: Settings, write_plan: Callable[..., Path]
) -> None:
    write_plan(
        indicators=[
            {
                "indicator_number": "4",
                "name": "Rodiklis",
                "unit": "percent",
                "indicator_group": "mandatory",
                "is_chosen": True,
                "direction": "increase",
                "target_value": Decimal(80),
                "target_bound": "exact",
            }
        ]
    )
    refresh(settings)
    current = read_current(settings.warehouse_dir)
    before, after = (
        read_alerts(current, ALL, datetime(year, 6, 1, tzinfo=UTC))
        for year in (2020, 2040)
    )
    assert before == ()
    assert after is not None
    assert [(one.rule_code, one.number) for one in after] == [("not_measured", "4")]
    assert after[0].address.endswith("/indicator?plan=birstonas&number=4")


def test_snapshot_that_cannot_be_read_tells_nothing_and_forgets_nothing(
    shown: Snapshot,
) -> None:
    shown.path.chmod(0o600)
    shown.path.write_bytes(b"no database")
    assert read_alerts(shown, ALL, NOW) is None


def test_same_thing_is_told_again_only_after_it_was_over() -> None:
    refreshed = Refreshed(NOW, None, None)
    memory, told = Memory(), []
    for alerts in ([LATE], [LATE], [], [LATE], None, [LATE]):
        steps = decide(memory, refreshed, None, alerts)
        told.append([step.message.kind for step in steps if step.message])
        memory = steps[-1].memory if steps else memory
    assert told == [["alerts"], [], [], ["alerts"], [], []]


def test_memory_outlives_the_process_and_older_versions(tmp_path: Path) -> None:
    path = tmp_path / "mail.json"
    memory = Memory(findings=frozenset(), alerts=frozenset({LATE.key}))
    write_memory(path, memory)
    assert read_memory(path) == memory
    path.write_text('{"trouble": "", "since": null, "snapshot": null, "findings": []}')
    assert read_memory(path).alerts == frozenset()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("lt", "veikla 1 vėluoja – turėjo baigtis 2025-12-31"),
        ("en", "activity 1 is late"),
    ],
)
def test_letter_says_what_and_leads_to_it(
    settings: Settings, language: Language, words: str
) -> None:
    message = Message("alerts", Refreshed(NOW, None, None), alerts=(LATE,) * 31)
    letter = write_letter(message, replace(settings, language=language))
    assert words in letter.body
    assert LATE.address in letter.body
    assert ("1 dalykas" if language == "lt" else "1 more thing") in letter.body


def test_rules_are_read_from_one_setting() -> None:
    given = {
        "PAZANGA_ALERTS": "late:30, measurements",
        "PAZANGA_ADDRESS": "https://pazanga.example.lt/kaunas",
    }
    assert read_settings(given).alerts == AlertSettings(
        late_days=30,
        has_measurements=True,
        address="https://pazanga.example.lt/kaunas",
    )
    assert read_settings({"PAZANGA_ALERTS": "late"}).alerts == AlertSettings(
        late_days=0
    )
    assert read_settings({}).alerts is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PAZANGA_ALERTS", "late:soon"),
        ("PAZANGA_ALERTS", "everything"),
        ("PAZANGA_ADDRESS", "javascript:alert(1)"),
        ("PAZANGA_ADDRESS", "https://user:word@example.lt"),
    ],
)
def test_rule_that_there_is_not_is_refused(name: str, value: str) -> None:
    with pytest.raises(SettingError, match=name):
        read_settings({name: value})
