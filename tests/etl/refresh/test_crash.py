"""A refresh may be killed, starved or confused at any instant: what is shown stays."""

import ctypes
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl.inbox import inbox
from etl.inbox.originals import read_originals
from etl.refresh import rebuild, report
from etl.refresh import refresh as refreshing
from etl.refresh.refresh import refresh
from etl.workbooks import write_template
from pazanga.errors import HomeError
from pazanga.files.unfinished import list_entries
from pazanga.settings import PROJECT_ROOT, Settings
from warehouse.connection import open_snapshot, query_frame
from warehouse.ops import LOG, read_runs
from warehouse.publish import BUILDING, next_publication
from warehouse.snapshots import Snapshot, list_snapshots, read_current, roll_back

KILLS = int(os.environ.get("PAZANGA_TEST_KILLS", "200"))
HOMES = 2
HEAL_EVERY = 20
LONGEST_SECONDS = 3.0
COMMAND = [sys.executable, "-P", "-m", "pazanga", "refresh"]
# Measuring coverage writes files of its own, which a full disk would refuse as well.
ALONE = {k: v for k, v in os.environ.items() if not k.startswith("COVERAGE_")}
PAYMENT = "birstonas;1;;2025-03-01;SF-{number};;;;{net};;;EGADP;executed\n"


def start(settings: Settings) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*COMMAND, "--home", str(settings.home), "--data", str(settings.data)],
        cwd=PROJECT_ROOT,
        env=ALONE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@pytest.fixture(scope="module")
def headings(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("template") / "a.csv"
    write_template("spending", path)
    return path.read_text(encoding="utf-8-sig").splitlines()[0]


@dataclass
class Home:
    """A home whose refreshes are killed; file number n brings n euro."""

    settings: Settings
    headings: str
    dice: random.Random
    dropped: set[int] = field(default_factory=set)
    seen: set[int] = field(default_factory=set)

    def drop(self) -> None:
        number = len(self.dropped) + 1
        row = PAYMENT.format(number=number, net=number)
        fresh = self.settings.inbox_dir / f".{number}.part"
        fresh.parent.mkdir(exist_ok=True)
        fresh.write_text(f"{self.headings}\n{row}", encoding="utf-8")
        fresh.rename(fresh.with_name(f"{number}.csv"))
        self.dropped.add(number)

    def kill_one(self, longest: float) -> None:
        child = start(self.settings)
        time.sleep(self.dice.uniform(0, longest))
        child.send_signal(signal.SIGKILL)
        child.wait()

    def check(self) -> None:
        """What is shown is whole, loses nothing, and knows only what was dropped."""
        shown = read_current(self.settings.warehouse_dir)
        connection = open_snapshot(shown.path)
        sql = "select document_number, net_eur from marts.fct_expenditure"
        found = {
            int(n.removeprefix("SF-")): net
            for n, net in query_frame(connection, sql).rows()
        }
        [(count,)] = query_frame(
            connection, "select count(*) from reports.rpt_plan"
        ).rows()
        connection.close()
        assert count == 1
        assert all(net == Decimal(number) for number, net in found.items())
        assert self.seen <= found.keys() <= self.dropped
        self.seen = set(found)
        waiting = {entry.path.name for entry in list_entries(self.settings.inbox_dir)}
        kept = {
            original.name for original in read_originals(self.settings.originals_dir)
        }
        assert {f"{number}.csv" for number in self.dropped} <= waiting | kept

    def heal(self) -> None:
        """The next run that ends has loaded everything and left nothing behind."""
        assert start(self.settings).wait() == 0
        self.check()
        settings = self.settings
        assert self.seen == self.dropped
        assert list_entries(settings.inbox_dir) == []
        assert not (settings.warehouse_dir / BUILDING).exists()
        leftovers = [path.name for path in settings.home.rglob(".*") if path.is_file()]
        assert leftovers == [".lock"]
        assert not list(settings.parsed_dir.glob(".*"))
        assert len(list(settings.parsed_dir.iterdir())) == len(self.dropped)
        published = {run.snapshot for run in read_runs(settings.warehouse_dir)}
        found = {path.name for path in list_snapshots(settings.warehouse_dir)}
        assert found <= published


def run_home(home: Home, kills: int, longest: float) -> None:
    for number in range(1, kills + 1):
        home.drop()
        home.kill_one(longest)
        home.check()
        if number % HEAL_EVERY == 0 or number == kills:
            home.heal()


@pytest.mark.slow
def test_killed_at_any_instant_it_heals(
    tmp_path: Path, refreshed: Settings, headings: str
) -> None:
    homes = []
    for number in range(HOMES):
        place = tmp_path / str(number)
        shutil.copytree(refreshed.home, place)
        dice = random.Random(number)  # noqa: S311 - a game
        homes.append(Home(replace(refreshed, home=place), headings, dice))
    homes[0].drop()
    started = time.perf_counter()
    homes[0].heal()
    # Two at once take longer than one alone; some are to come to their end.
    longest = min((time.perf_counter() - started) * 1.6, LONGEST_SECONDS)
    with ThreadPoolExecutor(HOMES) as pool:
        kills = -(-KILLS // HOMES)
        for result in [pool.submit(run_home, h, kills, longest) for h in homes]:
            result.result()


@dataclass
class Limits:
    """Limits of a child process."""

    file_bytes: int

    def __call__(self) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (self.file_bytes, self.file_bytes))


@pytest.mark.few(2)
@pytest.mark.parametrize("file_bytes", [0, 700, 20_000, 500_000, 2_000_000])
def test_full_disk_is_one_message_and_nothing_is_lost(
    settings: Settings, published: Snapshot, headings: str, file_bytes: int
) -> None:
    home = Home(settings, headings, random.Random(0))  # noqa: S311 - a game
    settings.inbox_dir.mkdir(exist_ok=True)
    home.drop()
    command = [*COMMAND, "--home", str(settings.home), "--data", str(settings.data)]
    answer = subprocess.run(
        command,
        check=False,
        cwd=PROJECT_ROOT,
        env={**ALONE, "PAZANGA_LANGUAGE": "en", "PYTHONDONTWRITEBYTECODE": "1"},
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=Limits(file_bytes),
    )
    assert answer.returncode == 2
    assert "could not be written" in answer.stderr
    reason = "File too large" if file_bytes else "No usable temporary directory"
    assert reason in answer.stderr
    assert "Traceback" not in answer.stderr
    assert read_current(settings.warehouse_dir) == published
    assert not list(settings.home.rglob("*.new"))
    home.heal()


def test_home_that_cannot_be_made_is_one_message(
    settings: Settings, write_plan: Callable[..., Path], tmp_path: Path
) -> None:
    write_plan()
    (tmp_path / "file").write_text("")
    below = replace(settings, home=tmp_path / "file" / "home")
    with pytest.raises(HomeError, match="could not be written") as error:
        refresh(below)
    assert error.value.exit_code == 2
    assert str(tmp_path / "file") in error.value.text("lt")


@pytest.mark.parametrize("kind", [MemoryError, duckdb.OutOfMemoryException])
def test_shortage_of_memory_is_one_message(
    kind: type[Exception],
    settings: Settings,
    write_plan: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def run_short(*_: object, **__: object) -> None:
        raise kind

    write_plan()
    refresh(settings)
    published = read_current(settings.warehouse_dir)
    monkeypatch.setattr(refreshing, "_refresh", run_short)
    with pytest.raises(HomeError, match="ran out of memory") as error:
        refresh(settings)
    assert "pritrūko atminties" in error.value.text("lt")
    assert read_current(settings.warehouse_dir) == published


def without_privileges() -> None:
    """Let permissions count for root too: drop CAP_DAC_OVERRIDE, as prctl(2) says."""
    ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)


def make_read_only(home: Path) -> None:
    for path in (*home.rglob("*"), home):
        path.chmod(0o555 if path.is_dir() else 0o444)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        pytest.param(words, code, id=words[0])
        for words, code in (
            (["refresh"], 2),
            (["rollback"], 2),
            (["demo"], 2),
            (["status"], 0),
            (["path"], 0),
            (["sql", "select count(*) from reports.rpt_plan"], 0),
        )
    ],
)
def test_read_only_home_is_still_read(
    settings: Settings, published: Snapshot, words: list[str], code: int
) -> None:
    settings.inbox_dir.mkdir(exist_ok=True)
    make_read_only(settings.home)
    before = sorted(settings.home.rglob("*"))
    folders = {"PAZANGA_HOME": str(settings.home), "PAZANGA_DATA": str(settings.data)}
    answer = subprocess.run(
        [sys.executable, "-P", "-m", "pazanga", *words],
        check=False,
        cwd=PROJECT_ROOT,
        env={**ALONE, **folders, "PAZANGA_LANGUAGE": "en"},
        capture_output=True,
        text=True,
        preexec_fn=without_privileges,
    )
    assert answer.returncode == code, answer.stderr
    assert ("Permission denied" in answer.stderr) == (code != 0)
    assert "Traceback" not in answer.stderr
    assert read_current(settings.warehouse_dir) == published
    assert sorted(settings.home.rglob("*")) == before


@pytest.mark.parametrize("hours", [-30, -1, 0])
def test_clock_that_goes_back_does_not_hide_what_is_new(
    settings: Settings,
    published: Snapshot,
    headings: str,
    monkeypatch: pytest.MonkeyPatch,
    hours: int,
) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:  # noqa: ANN401 - as the original
            return datetime.now(tz) + timedelta(hours=hours)

    for module in (refreshing, rebuild, report, inbox):
        monkeypatch.setattr(module, "datetime", Clock)
    home = Home(settings, headings, random.Random(0))  # noqa: S311 - a game
    for _ in range(2):
        home.drop()
        assert refresh(settings).run.outcome == "published"
        home.check()
    assert home.seen == {1, 2}
    names = [path.name for path in list_snapshots(settings.warehouse_dir)]
    shown = read_current(settings.warehouse_dir)
    assert (names[0], names[-1]) == (published.name, shown.name)
    assert roll_back(settings.warehouse_dir).name == names[1]


def test_publication_follows_the_one_shown() -> None:
    now = datetime(2026, 3, 29, 1, tzinfo=UTC)
    ahead = {minutes: now + timedelta(minutes=minutes) for minutes in (-5, 10, 60 * 48)}
    shown = {
        m: Snapshot(Path("a"), moment, "run", "hash") for m, moment in ahead.items()
    }
    assert next_publication(now, None) == now
    assert next_publication(now, shown[-5]) == now
    assert next_publication(now, shown[10]) == ahead[10] + timedelta(seconds=1)
    assert next_publication(now, shown[60 * 48]) == now


def test_snapshot_that_was_never_shown_is_removed(
    settings: Settings, published: Snapshot
) -> None:
    orphan = published.path.with_name("29990101T000000Z-00000000.duckdb")
    shutil.copy(published.path, orphan)
    refresh(settings)
    assert list_snapshots(settings.warehouse_dir) == [published.path]


def test_snapshot_that_is_shown_but_not_logged_gets_its_line(
    settings: Settings, published: Snapshot
) -> None:
    log = settings.warehouse_dir / LOG
    [run] = read_runs(settings.warehouse_dir)
    log.write_text('{"run_id": "torn')
    refresh(settings)
    runs = read_runs(settings.warehouse_dir)
    assert [r.outcome for r in runs] == ["published", "unchanged"]
    assert (runs[0].snapshot, runs[0].run_id) == (published.name, run.run_id)
    assert runs[0].finished_at == run.finished_at


def test_withdrawn_snapshot_stays_for_later(
    settings: Settings, published: Snapshot, headings: str
) -> None:
    home = Home(settings, headings, random.Random(0))  # noqa: S311 - a game
    settings.inbox_dir.mkdir(exist_ok=True)
    home.drop()
    newer = refresh(settings).shown
    roll_back(settings.warehouse_dir)
    assert refresh(settings).run.outcome == "unchanged"
    assert newer is not None
    assert list_snapshots(settings.warehouse_dir) == [published.path, newer.path]
