"""Moments of a cron expression in the time of Vilnius.

In the night of March that has no hour from 3 to 4, what was due in it is due at 4. In
the night of October that has this hour twice, a time of day comes once, the first time;
`*/15 * * * *` and `0 * * * *` go on by the clock through both.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from cronsim import CronSim, CronSimError

from pazanga.errors import ScheduleError
from pazanga.local_time import ZONE

FIELD_COUNT: Final = 5


class Timetable:
    """The moments of one cron expression.

    Args:
        expression: Minute, hour, day of month, month, day of week, as Debian's cron
            reads them.
        name: Variable that holds it, for messages.

    Raises:
        ScheduleError: It is no cron expression of five fields, or names no moment.
    """

    def __init__(self, expression: str, name: str = "PAZANGA_SCHEDULE") -> None:
        self._name = name
        self.expression = " ".join(expression.split())
        if len(self.expression.split()) != FIELD_COUNT:
            raise ScheduleError("bad_expression", name=name, found=expression)
        self.next_after(datetime(2026, 1, 1, tzinfo=UTC))

    def next_after(self, moment: datetime) -> datetime:
        """Return the first moment later than another.

        Args:
            moment: With its zone.

        Returns:
            In UTC, whole minutes.

        Raises:
            ScheduleError: There is none within 50 years.
        """
        earliest = moment.astimezone(UTC)
        try:
            # Asked within the second of two equal hours, CronSim starts from the first.
            for found in CronSim(self.expression, moment.astimezone(ZONE)):
                if found.astimezone(UTC) > earliest:
                    return found.astimezone(UTC)
        except CronSimError as error:
            raise self._refuse() from error
        raise self._refuse()

    def _refuse(self) -> ScheduleError:
        return ScheduleError("bad_expression", name=self._name, found=self.expression)
