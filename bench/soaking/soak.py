"""Many readers for minutes, while files arrive and what is shown is replaced.

Fifty read pages, change filters, ask SQL and the interface; every twenty seconds a
larger file is in the inbox and a refresh publishes what it changes. What must not be:
a failure, an answer of an older snapshot than was published when it was asked for, an
answer of two snapshots, memory that grows, and anything that is left behind.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from random import Random
from statistics import median
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from bench.servers import RunningServer, make_own, publish_home, serve
from bench.soaking.asking import ask_rows, ask_sql
from bench.soaking.watching import WatchedReader, open_watched
from bench.spending_files import write_csv
from pazanga.settings import read_settings
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

SECONDS: Final = 180.0
MOST_SECONDS: Final = 600.0
READERS: Final = 50
REFRESH_SECONDS: Final = 20.0
THINK_SECONDS: Final = (1.0, 4.0)
"""Between two things that a reader does."""
WARM_UP: Final = 1 / 3
"""Share of the time after which memory has to stay as it is."""
PAGES: Final = ("", "spending", "targets", "exams", "plan", "schools")
"""Pages that name one snapshot; that of changes names two."""
SQL: Final = (
    "select count(*) as n, sum(net_eur) as net_eur from reports.rpt_monthly_spending"
)
TABLE: Final = "/api/v1/tables/reports/rpt_plan/rows.json"
_SAID: Final = 300
"""Letters kept of an answer that is a failure."""
_LOGGED: Final = 200
"""Lines kept of the server's log."""


@dataclass
class SoakFigures:
    """What came of it.

    Attributes:
        answered: Answers by kind.
        failures: What went wrong, in words.
        stale: Answers older than what was published when they were asked for.
        mixed: Answers of two snapshots, or unlike others of the same snapshot.
        refreshes: Snapshots that were published meanwhile.
        memory: Megabytes of the server after the warm-up, and at the end.
        course: Megabytes at each tenth of the time.
        left: Files and processes that were left behind.
        logged: What the server wrote of it, the last lines.
    """

    answered: dict[str, int] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    mixed: list[str] = field(default_factory=list)
    refreshes: int = 0
    memory: tuple[float, float] = (0.0, 0.0)
    course: list[float] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    logged: list[str] = field(default_factory=list)

    def write_lines(self) -> list[str]:
        """Write the figures, a line each."""
        before, after = self.memory
        return [
            f"answers: {', '.join(f'{k} {n}' for k, n in self.answered.items())}",
            f"snapshots published meanwhile: {self.refreshes}",
            ", ".join(
                f"{kind} {len(getattr(self, kind))}"
                for kind in ("failures", "stale", "mixed", "left")
            ),
            f"memory {before:.0f} MB → {after:.0f} MB; at each tenth of the time: "
            + " ".join(f"{one:.0f}" for one in self.course),
        ]


class Soak:
    """Readers, files and refreshes at once on one server.

    Args:
        home: Home that is served.
        running: Its server.
        seconds: How long it goes on.
    """

    def __init__(self, home: Path, running: RunningServer, seconds: float) -> None:
        self.figures = SoakFigures()
        self._home, self._running = home, running
        self._warehouse = read_settings({"PAZANGA_HOME": str(home)}).warehouse_dir
        self._ending = time.monotonic() + seconds
        self._seconds = seconds
        self._told: dict[tuple[str, str], str] = {}
        self._samples: list[float] = []

    async def run(self) -> None:
        """Run all readers to the end of the time."""
        kinds = (self._read_pages, self._read_pages, self._read_pages)
        ways = (*kinds, self._ask_page, self._ask_programs)
        readers = [
            self._repeat(ways[number % len(ways)], number) for number in range(READERS)
        ]
        await asyncio.gather(*readers, self._refresh(), self._sample())
        tenth = max(1, len(self._samples) // 10)
        self.figures.course = self._samples[::tenth]
        half = max(1, len(self._samples) // 4)
        kept = self._samples[int(len(self._samples) * WARM_UP) :]
        self.figures.memory = median(kept[:half]), median(kept[-half:])

    def _is_over(self) -> bool:
        return time.monotonic() >= self._ending

    async def _repeat(
        self, act: Callable[[Random], Awaitable[None]], number: int
    ) -> None:
        random = Random(number)  # noqa: S311 - the same each time
        while not self._is_over():
            await asyncio.sleep(random.uniform(*THINK_SECONDS))
            try:
                await act(random)
            except Exception as error:  # noqa: BLE001 - any failure is counted
                self.figures.failures.append(f"{act.__name__}: {error!r}")

    async def _read_pages(self, random: Random) -> None:
        """Open a page, and change its filters a few times."""
        page, least = random.choice(PAGES), self._find_current()
        async with open_watched(self._running.port, page, "plan=kaunas") as reader:
            self._note_page(page, await reader.open(), reader, least)
            for _ in range(3):
                await asyncio.sleep(random.uniform(*THINK_SECONDS))
                has_filters = any(one.options for one in reader.widgets.values())
                if has_filters and not self._is_over():
                    change = await reader.change(random)
                    self._count("changes", page, went_well=change.went_well)

    async def _ask_page(self, random: Random) -> None:
        """Send a query to the page of queries."""
        sql, least = f"{SQL} where {random.randrange(10**6)} > 0", self._find_current()
        query = urlencode({"plan": "kaunas", "sql": sql})
        async with open_watched(self._running.port, "sql", query) as reader:
            self._note_page("sql", await reader.open(), reader, least)

    async def _ask_programs(self, random: Random) -> None:
        """Request a table over HTTP, or send a query."""
        least, port = self._find_current(), self._running.port
        is_query = random.choice((True, False))
        ask = ask_sql(port, SQL) if is_query else ask_rows(port, TABLE)
        status, snapshot, body = await ask
        name = "sql over HTTP" if is_query else "rows over HTTP"
        if status == HTTPStatus.SERVICE_UNAVAILABLE:
            # Too many ask at once: a program is told when to ask again.
            self._count("told to wait", name, went_well=True)
            return
        if status != HTTPStatus.OK:
            # A refusal names no snapshot: it is told by its words, not as stale.
            self._count(name, f"{status} {body[:_SAID]}", went_well=False)
            return
        self._count(name, str(status), went_well=True)
        self._compare(name, snapshot, body, least)

    def _note_page(
        self, page: str, change: object, reader: WatchedReader, least: str
    ) -> None:
        went_well = bool(getattr(change, "went_well", False))
        self._count("pages", page, went_well=went_well)
        if len(reader.snapshots) != 1:
            self.figures.mixed.append(f"{page}: {sorted(reader.snapshots)}")
        elif (shown := min(reader.snapshots)) < least:
            self.figures.stale.append(f"{page}: {shown} < {least}")

    def _compare(self, name: str, snapshot: str, body: str, least: str) -> None:
        if snapshot < least:
            self.figures.stale.append(f"{name}: {snapshot} < {least}")
        if self._told.setdefault((name, snapshot), body) != body:
            self.figures.mixed.append(f"{name}: {snapshot}")

    def _count(self, kind: str, about: str, *, went_well: bool) -> None:
        answered = self.figures.answered
        answered[kind] = answered.get(kind, 0) + 1
        if not went_well:
            self.figures.failures.append(f"{kind}: {about}")

    def _find_current(self) -> str:
        return read_current(self._warehouse).path.stem

    async def _refresh(self) -> None:
        """Add a larger file and refresh, again and again."""
        number = 0
        while not self._is_over():
            await asyncio.sleep(min(REFRESH_SECONDS, self._seconds / 4))
            number += 1
            before = self._find_current()
            await asyncio.to_thread(self._load, 100 * number)
            if self._find_current() == before:
                self.figures.failures.append("refresh: nothing was published")
            self.figures.refreshes += 1

    def _load(self, rows: int) -> None:
        """Add a file of spending to the inbox, and refresh."""
        made = self._home / "soak.csv"
        write_csv(made, rows, comma=True)
        made.replace(self._home / "inbox" / "soak.csv")
        command = [sys.executable, "-m", "pazanga", "--home", str(self._home)]
        # Its exit code also says that there are findings.
        subprocess.run([*command, "refresh"], check=False, capture_output=True)

    async def _sample(self) -> None:
        while not self._is_over():
            await asyncio.sleep(1)
            self._samples.append(self._running.read_memory())


def soak(seconds: float = SECONDS) -> SoakFigures:
    """Run readers, files and refreshes on a server of its own; return what came of it.

    Args:
        seconds: How long, at most `MOST_SECONDS`.
    """
    before = os.environ.get("TMPDIR")
    with publish_home() as home, tempfile.TemporaryDirectory() as temporary:
        os.environ["TMPDIR"] = temporary
        try:
            with serve(make_own(home, PAGES), home) as running:
                soaking = Soak(home, running, min(seconds, MOST_SECONDS))
                asyncio.run(soaking.run())
                children = set(list_children(running.process))
                lines = running.log.read_text("utf-8", "replace").splitlines()
                soaking.figures.logged = lines[-_LOGGED:]
        finally:
            os.environ.pop("TMPDIR")
            if before is not None:
                os.environ["TMPDIR"] = before
        figures = soaking.figures
        held = (path for path in Path(temporary).rglob("*") if not path.is_dir())
        figures.left += map(str, held)
        figures.left += [str(path) for path in (home / "warehouse").rglob("*.wal*")]
        figures.left += [f"process {one}" for one in children if is_running(one)]
    return figures


def list_children(process: int) -> list[int]:
    """List the processes that a process has started."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parent = status.read_text("utf-8").rpartition(")")[2].split()[1]
            if int(parent) == process:
                found.append(int(status.parent.name))
    return found


def is_running(process: int) -> bool:
    """Whether a process still runs."""
    try:
        text = Path(f"/proc/{process}/stat").read_text("utf-8")
    except OSError:
        return False
    return text.rpartition(")")[2].split()[0] != "Z"


def run() -> None:
    """Print what came of as many seconds as `BENCH_SOAK_SECONDS` says."""
    figures = soak(float(os.environ.get("BENCH_SOAK_SECONDS", SECONDS)))
    for line in figures.write_lines():
        print(f"  {line}")
    for kind in ("failures", "stale", "mixed", "left"):
        for one in getattr(figures, kind)[:10]:
            print(f"  {kind}: {one}")
    if figures.failures:
        print(*figures.logged, sep="\n")
