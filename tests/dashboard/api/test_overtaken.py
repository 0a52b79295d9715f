"""Another snapshot is published, and all others removed, at any step of a request."""

from __future__ import annotations

import importlib
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from asking_program import make_program, publish_made_up

from pazanga.settings import Settings
from warehouse.snapshots import SNAPSHOTS, Snapshot, list_snapshots, write_current

if TYPE_CHECKING:
    from anyio.from_thread import BlockingPortal

TABLE = "create schema marts; create table marts.t as select 1 as number"
ROWS = "/api/v1/tables/marts/t/rows.json"
STEPS = [
    "dashboard.kit.snapshot.read_current",
    "dashboard.kit.snapshot.find_published",
    "dashboard.kit.snapshot.check_whole",
    "dashboard.kit.snapshot.HeldFile",
    "dashboard.kit.snapshot.open_snapshot",
    "dashboard.api.interface.open_shown",
    "dashboard.api.tables.query_catalogue",
    "dashboard.api.tables.parse_question",
    "dashboard.api.tables.write_rows",
    "dashboard.api.interface.make_etag",
]


class Publisher:
    """Publishes a snapshot after the other; only the last one is kept.

    Args:
        settings: Whose home.
        made: A snapshot of another home, of the table that holds 0.
    """

    def __init__(self, settings: Settings, made: Snapshot) -> None:
        self.settings, self.made, self.count = settings, made, 0

    def publish(self) -> None:
        self.count += 1
        folder = self.settings.warehouse_dir / SNAPSHOTS
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"20261130T0405{self.count:02}Z-abcdef01.duckdb"
        shutil.copy(self.made.path, path)
        write_current(self.settings.warehouse_dir, replace(self.made, path=path))
        for other in list_snapshots(self.settings.warehouse_dir):
            if other != path:
                other.unlink()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder = tmp_path_factory.mktemp("made")
    settings = Settings(home=folder, data=folder)
    return publish_made_up(settings, TABLE, "20261130T040500Z-abcdef01.duckdb")


@pytest.fixture
def publisher(own_settings: Settings, made: Snapshot) -> Publisher:
    publisher = Publisher(own_settings, made)
    publisher.publish()
    return publisher


def overtake(
    monkeypatch: pytest.MonkeyPatch,
    publisher: Publisher,
    step: str,
    most: int,
    *,
    is_before: bool,
) -> None:
    """Publish another one before or after a step, so many times at most."""
    module, _, name = step.rpartition(".")
    function = getattr(importlib.import_module(module), name)
    last = publisher.count + most

    def run(*given: Any, **named: Any) -> Any:  # noqa: ANN401
        if is_before and publisher.count < last:
            publisher.publish()
        answer = function(*given, **named)
        if not is_before and publisher.count < last:
            publisher.publish()
        return answer

    monkeypatch.setattr(step, run)


@pytest.mark.parametrize("is_before", [True, False])
@pytest.mark.parametrize("step", STEPS)
def test_a_request_that_is_overtaken_is_answered(
    publisher: Publisher,
    portal: BlockingPortal,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    *,
    is_before: bool,
) -> None:
    program = make_program(publisher.settings, portal)
    overtake(monkeypatch, publisher, step, 1, is_before=is_before)
    answer = program.get(ROWS)
    assert (answer.status, answer.json) == (200, [{"number": 1}])
    # Then the last one was removed, and others are published, before it is asked again.
    monkeypatch.undo()
    publisher.publish()
    overtake(monkeypatch, publisher, step, 1, is_before=is_before)
    assert program.get(ROWS).status == 200


def test_one_that_is_always_overtaken_is_told_to_come_again(
    publisher: Publisher, portal: BlockingPortal, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = make_program(publisher.settings, portal)
    overtake(monkeypatch, publisher, STEPS[2], 20, is_before=True)
    answer = program.get(ROWS)
    assert answer.status == 503
    assert answer.json["type"].endswith("#unreadable_data")
    monkeypatch.undo()
    # Once one was whole, that one is shown on.
    assert program.get(ROWS).status == 200
    overtake(monkeypatch, publisher, STEPS[2], 20, is_before=True)
    assert program.get(ROWS).status == 200
