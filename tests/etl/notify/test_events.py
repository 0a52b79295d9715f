from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from etl.notify.events import (
    ErrorFinding,
    Memory,
    Refreshed,
    Trouble,
    decide,
    remember_findings,
)
from warehouse.snapshots import Snapshot

OLD = ErrorFinding("birstonas", "rule_a", "2.1", "10.00", "9.00")
NEW = ErrorFinding("birstonas", "rule_a", "2.2", "10.00", "9.00")


def make_trouble(*lines: str, **fields: Any) -> Trouble:  # noqa: ANN401
    return Trouble(**{"kind": "failed", "exit_code": 1, "lines": lines, **fields})


def tell(memory: Memory, refreshed: Refreshed) -> tuple[list[str], Memory]:
    steps = decide(memory, refreshed, None)
    kinds = [step.message.kind for step in steps if step.message]
    return kinds, steps[-1].memory if steps else memory


@pytest.mark.parametrize(
    ("earlier", "later", "is_same"),
    [
        pytest.param("KLAIDA a: 3", "KLAIDA a: 3", True, id="same"),
        pytest.param("KLAIDA a: 3", "KLAIDA a: 4", False, id="more_rows"),
        pytest.param("KLAIDA a", "KLAIDA b", False, id="other_audit"),
        pytest.param("įkelta (0.25 s)", "įkelta (1.31 s)", True, id="duration"),
        pytest.param(
            "Rodoma: 20261121T040000Z-abcdef01.duckdb",
            "Rodoma: 20261122T040000Z-12345678.duckdb",
            True,
            id="snapshot",
        ),
        pytest.param(
            "at 2026-11-21 06:00:01.5", "at 2026-11-22T06:00:09Z", True, id="moment"
        ),
        pytest.param("<Row at 0x7f11aa>", "<Row at 0x7f22bb>", True, id="place"),
        pytest.param("12.50 Eur", "13.50 Eur", False, id="amount"),
    ],
)
def test_trouble_is_the_same_while_it_says_the_same(
    earlier: str,
    later: str,
    is_same: bool,  # noqa: FBT001
) -> None:
    one, other = make_trouble(earlier), make_trouble(later)
    assert (one.fingerprint == other.fingerprint) is is_same


@pytest.mark.parametrize("field", [{"kind": "too_long"}, {"exit_code": 2}])
def test_other_trouble_has_another_fingerprint(field: dict[str, Any]) -> None:
    assert make_trouble("a").fingerprint != make_trouble("a", **field).fingerprint


def test_order_of_lines_is_not_a_change() -> None:
    assert make_trouble("a", "b").fingerprint == make_trouble("b", "a").fingerprint


def test_good_refreshes_are_not_told(moment: datetime) -> None:
    assert tell(Memory(), Refreshed(moment, None, None)) == ([], Memory())


def test_trouble_is_told_once_until_it_changes_or_is_over(moment: datetime) -> None:
    memory, told = Memory(), []
    for day, lines in enumerate([["a"], ["a"], ["b"], ["b"], [], []]):
        trouble = make_trouble(*lines) if lines else None
        refreshed = Refreshed(moment + timedelta(days=day), trouble, None)
        kinds, memory = tell(memory, refreshed)
        told.append(kinds)
    assert told == [["failed"], [], ["failed"], [], ["recovered"], []]
    assert memory == Memory()


def test_recovery_says_since_when(moment: datetime) -> None:
    memory = Memory()
    for day, lines in enumerate([["a"], ["b"]]):
        at = moment + timedelta(days=day)
        _, memory = tell(memory, Refreshed(at, make_trouble(*lines), None))
    steps = decide(memory, Refreshed(moment + timedelta(days=2), None, None), None)
    assert steps[0].message
    assert steps[0].message.since == moment


@pytest.mark.parametrize(
    ("known", "found", "expected"),
    [
        pytest.param(None, [OLD], [], id="first_look"),
        pytest.param([], [OLD], [OLD], id="first_error"),
        pytest.param([OLD], [OLD, NEW], [NEW], id="one_more"),
        pytest.param([OLD, NEW], [OLD], [], id="one_less"),
        pytest.param(
            [OLD],
            [replace(OLD, found="8.00")],
            [replace(OLD, found="8.00")],
            id="other_value",
        ),
        pytest.param([OLD], [replace(OLD, title_lt="x")], [], id="other_title"),
    ],
)
def test_findings_that_are_new_are_told(
    moment: datetime,
    shown: Snapshot,
    known: list[ErrorFinding] | None,
    found: list[ErrorFinding],
    expected: list[ErrorFinding],
) -> None:
    before = Memory() if known is None else remember_findings(Memory(), None, known)
    (step,) = decide(before, Refreshed(moment, None, shown), found)
    assert list(step.message.findings if step.message else ()) == expected
    assert step.memory == remember_findings(Memory(), shown, found)


def test_failure_and_findings_are_two_messages(
    moment: datetime, shown: Snapshot
) -> None:
    refreshed = Refreshed(moment, make_trouble("a", kind="sources_failed"), shown)
    steps = decide(remember_findings(Memory(), None, []), refreshed, [OLD])
    assert [step.message.kind for step in steps if step.message] == [
        "failed",
        "findings",
    ]
    assert steps[0].memory.findings == frozenset()


def test_identifier_is_that_of_the_event(moment: datetime, shown: Snapshot) -> None:
    refreshed = Refreshed(moment, make_trouble("a"), shown)
    again = Refreshed(moment, make_trouble("a"), shown)
    later = Refreshed(moment + timedelta(days=1), make_trouble("a"), shown)
    identifiers = []
    for each in (refreshed, again, later):
        message = decide(Memory(), each, None)[0].message
        assert message
        identifiers.append(message.identifier)
    assert identifiers[0] == identifiers[1] != identifiers[2]


def test_refused_file_is_told_once_and_is_never_over(moment: datetime) -> None:
    refused = make_trouble("a.xlsx", kind="files_refused")
    kinds, memory = tell(Memory(), Refreshed(moment, refused, None))
    assert (kinds, memory) == (["failed"], Memory())
    assert tell(memory, Refreshed(moment, None, None)) == ([], Memory())


def test_refused_file_does_not_hide_that_trouble_is_over(moment: datetime) -> None:
    _, memory = tell(Memory(), Refreshed(moment, make_trouble("b"), None))
    refused = make_trouble("a.xlsx", kind="files_refused")
    steps = decide(memory, Refreshed(moment, refused, None), None)
    told = [
        (step.message.kind, step.message.refreshed.trouble)
        for step in steps
        if step.message
    ]
    assert told == [("recovered", None), ("failed", refused)]
    assert steps[-1].memory == Memory()
