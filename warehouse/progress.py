"""How far a refresh has come: its step, what is done of it, about how long is left.

    <home>/warehouse/progress.json    while a refresh runs: what `pazanga status` says

What is left is told of the step alone, from the part of it that is done.
"""

from __future__ import annotations

import json
import logging
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, Literal, get_args

from pazanga.files.lock import is_held
from pazanga.log import pairs
from pazanga.texts import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from pazanga.texts import Language

Step = Literal["receiving", "reading", "building", "auditing", "publishing"]
"""Files are received, sources read, tables built, checks run, a snapshot published."""

FILE: Final = "progress.json"
_TEMPORARY: Final = "progress.new"
_BELIEVED: Final = timedelta(minutes=10)
"""One model may take minutes without a word; what is older says nothing of now."""

_WRITE_SECONDS: Final = 1.0
_LOG_SECONDS: Final = 30.0
_TOLD_SECONDS: Final = 3.0
"""Before, and of less than a twentieth, nobody can tell how long the rest takes."""

_TOLD_SHARE: Final = 0.05
_MINUTE: Final = 60

_LOG: Final = logging.getLogger("etl.refresh.progress")


@dataclass(frozen=True, slots=True)
class RefreshMoment:
    """How far a refresh is.

    Attributes:
        step: What it does.
        done: Sources, tables or checks that are done.
        total: How many there are.
        rows: Rows read so far.
        seconds_left: About how long the step takes from now on; None: not known.
    """

    step: Step
    done: int = 0
    total: int = 0
    rows: int = 0
    seconds_left: int | None = None


class RefreshProgress:
    """Counts what is done of each step, and tells whoever listens.

    Args:
        tell: Who is told of every moment; they choose which to pass on.
        clock: Seconds that only grow.
    """

    def __init__(
        self,
        *tell: Callable[[RefreshMoment], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._tell = tell
        self._clock = clock
        self._weights: list[float] = []
        self._passed = 0.0
        self._began = 0.0
        self._moment = RefreshMoment("receiving")

    def begin(self, step: Step, weights: Iterable[float] = ()) -> None:
        """Start a step.

        Args:
            step: What is done from now on.
            weights: How much work each part of it is, beside the others.
        """
        self._weights, self._passed = list(weights), 0.0
        self._began = self._clock()
        self._say(RefreshMoment(step, total=len(self._weights)))

    def advance(self, rows: int = 0) -> None:
        """Count one more part of the step as done.

        Args:
            rows: Rows that were read with it.
        """
        before = self._moment
        if before.done < len(self._weights):
            self._passed += self._weights[before.done]
        done = before.done + 1
        left = self._find_left()
        self._say(
            RefreshMoment(before.step, done, before.total, before.rows + rows, left)
        )

    def _find_left(self) -> int | None:
        spent, whole = self._clock() - self._began, sum(self._weights)
        if spent < _TOLD_SECONDS or self._passed < _TOLD_SHARE * whole or not whole:
            return None
        return round(spent * (whole - self._passed) / self._passed)

    def _say(self, moment: RefreshMoment) -> None:
        self._moment = moment
        for tell in self._tell:
            tell(moment)


def write_moments(warehouse_dir: Path) -> Callable[[RefreshMoment], None]:
    """Return what writes moments into the file, one a second.

    A disk that is full stops the refresh elsewhere: it is not for this to say so.

    Args:
        warehouse_dir: `Settings.warehouse_dir`.
    """
    fresh = warehouse_dir / _TEMPORARY

    def write(moment: RefreshMoment) -> None:
        at = datetime.now(UTC).isoformat()
        try:
            fresh.write_text(json.dumps({**asdict(moment), "at": at}), "utf-8")
            fresh.replace(warehouse_dir / FILE)
        except OSError:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)

    return _seldom(write, _WRITE_SECONDS)


def remove_moments(warehouse_dir: Path) -> None:
    """Remove the file of a refresh that has ended."""
    for name in (FILE, _TEMPORARY):
        with suppress(OSError):
            (warehouse_dir / name).unlink(missing_ok=True)


def log_moments() -> Callable[[RefreshMoment], None]:
    """Return what writes moments of a long refresh into the log, two a minute."""

    def write(moment: RefreshMoment) -> None:
        _LOG.info("refresh_progress %s", pairs(**asdict(moment)))

    return _seldom(write, _LOG_SECONDS, is_first=False)


def _seldom(
    tell: Callable[[RefreshMoment], None], seconds: float, *, is_first: bool = True
) -> Callable[[RefreshMoment], None]:
    """Return what passes on one moment in a while, and the first of each step.

    Args:
        tell: Who is told.
        seconds: How long a while is.
        is_first: Whether the first moments are passed on, which come at any time.
    """
    last, step = time.monotonic(), ""

    def pass_on(moment: RefreshMoment) -> None:
        nonlocal last, step
        now, is_new = time.monotonic(), is_first and moment.step != step
        if is_new or now - last >= seconds:
            last, step = now, moment.step
            tell(moment)

    return pass_on


def read_moment(warehouse_dir: Path, now: datetime) -> RefreshMoment | None:
    """Read how far a refresh is that runs now; None where none has told of late.

    A killed refresh leaves its file, but not its lock.

    Args:
        warehouse_dir: `Settings.warehouse_dir`.
        now: The moment of the question, UTC.
    """
    try:
        entry = json.loads((warehouse_dir / FILE).read_bytes())
        at = datetime.fromisoformat(entry.pop("at"))
        moment, age = RefreshMoment(**entry), now - at
        is_now = abs(age) <= _BELIEVED and is_held(warehouse_dir)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return moment if is_now and _is_sound(moment) else None


def _is_sound(moment: RefreshMoment) -> bool:
    """Whether a moment that was read holds what a refresh writes."""
    counts = [moment.done, moment.total, moment.rows]
    if moment.seconds_left is not None:
        counts.append(moment.seconds_left)
    # A file may hold anything; true and false are whole numbers to Python.
    are_counts = all(type(count) is int and count >= 0 for count in counts)
    return moment.step in get_args(Step) and are_counts


def say_moment(moment: RefreshMoment, language: Language) -> str:
    """Describe how far a refresh is, in half a line."""
    mark = "\u00a0" if language == "lt" else ","
    said = text(
        "warehouse",
        f"progress.{moment.step}",
        language,
        done=f"{moment.done:,}".replace(",", mark),
        total=f"{moment.total:,}".replace(",", mark),
        rows=f"{moment.rows:,}".replace(",", mark),
    )
    if moment.seconds_left is None:
        return said
    minutes = moment.seconds_left >= _MINUTE
    left = round(moment.seconds_left / _MINUTE) if minutes else moment.seconds_left
    key = "progress.minutes_left" if minutes else "progress.seconds_left"
    return said + text("warehouse", key, language, left=left)
