"""A refresh that is stopped by Ctrl+C shows what it showed, and is gone on with."""

from collections.abc import Callable

import pytest

from etl.inbox import parse_cache
from etl.refresh.refresh import refresh
from etl.workbooks import write_template
from pazanga.settings import Settings
from warehouse.connection import open_snapshot, query_frame
from warehouse.progress import FILE, RefreshMoment, Step
from warehouse.publish import BUILDING
from warehouse.snapshots import Snapshot, read_current

PAYMENT = "birstonas;1;;2025-03-01;SF-{number};;;;{number};;;EGADP;executed"
FILES = 3


def fill_inbox(settings: Settings) -> None:
    settings.inbox_dir.mkdir(exist_ok=True)
    path = settings.home / "template.csv"
    write_template("spending", path)
    headings = path.read_text(encoding="utf-8-sig").splitlines()[0]
    for number in range(1, FILES + 1):
        path = settings.inbox_dir / f"{number}.csv"
        row = PAYMENT.format(number=number)
        path.write_text(f"{headings}\n{row}\n", encoding="utf-8")


def stop_at(step: Step, done: int) -> Callable[[RefreshMoment], None]:
    def stop(moment: RefreshMoment) -> None:
        if (moment.step, moment.done) == (step, done):
            raise KeyboardInterrupt

    return stop


def note_what_is_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    read: list[str] = []
    really = parse_cache.read_in_child

    def read_and_note(original: object, *others: object) -> None:
        read.append(original.name)
        really(original, *others)

    monkeypatch.setattr(parse_cache, "read_in_child", read_and_note)
    return read


@pytest.mark.parametrize(
    ("step", "done", "again"),
    [
        ("receiving", 2, 1),
        ("building", 9, 0),
        pytest.param("reading", 2, 0, marks=pytest.mark.slow),
        pytest.param("auditing", 9, 0, marks=pytest.mark.slow),
    ],
)
def test_what_was_read_before_ctrl_c_is_not_read_again(
    settings: Settings,
    published: Snapshot,
    monkeypatch: pytest.MonkeyPatch,
    step: Step,
    done: int,
    again: int,
) -> None:
    read = note_what_is_read(monkeypatch)
    fill_inbox(settings)
    with pytest.raises(KeyboardInterrupt):
        refresh(settings, tell=stop_at(step, done))
    assert len(read) == FILES - again
    assert read_current(settings.warehouse_dir) == published
    assert not (settings.warehouse_dir / BUILDING).exists()
    assert not (settings.warehouse_dir / FILE).exists()
    assert refresh(settings).run.outcome == "published"
    assert len(read) == len(set(read)) == FILES
    connection = open_snapshot(read_current(settings.warehouse_dir).path)
    sql = "select sum(net_eur)::bigint from marts.fct_expenditure"
    assert query_frame(connection, sql).item() == sum(range(1, FILES + 1))
    connection.close()
