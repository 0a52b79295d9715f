"""Settings of a warehouse that is kept up to date without anyone watching.

Each class is built once from the environment; what each variable does is said in
`docs/runbooks/schedule.md`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, Self, cast

from pazanga.settings.environment import read_count, read_matching, read_secret

if TYPE_CHECKING:
    from collections.abc import Mapping

Security = Literal["starttls", "tls", "none"]

_PORTS: Final[Mapping[Security, int]] = {"starttls": 587, "tls": 465, "none": 25}
LOCAL_NAMES: Final = frozenset({"localhost", "127.0.0.1", "::1"})
"""Names of this machine, which no other one can reach."""

_MAILBOX: Final = r"[\w.+'=-]+@[\w-]+(\.[\w-]+)*"
LOCAL_ADDRESS: Final = "http://127.0.0.1:8501"
"""Where `pazanga serve` listens unless told otherwise."""

_WEBHOOK: Final = (
    r"(https://[^\s/@?#]+|http://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?)([/?]\S*)?"
)


@dataclass(frozen=True, kw_only=True)
class ScheduleSettings:
    """When refreshes run.

    Attributes:
        expression: Five cron fields, in the time of Vilnius (`PAZANGA_SCHEDULE`).
        longest_minutes: A refresh that takes longer is stopped
            (`PAZANGA_REFRESH_MINUTES`).
    """

    expression: str = "0 6 * * *"
    longest_minutes: int = 120

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> Self:
        """Read them; the expression is checked by what follows it.

        Raises:
            SettingError: A variable is not what it should be.
        """
        usual = cls()
        expression = environment.get("PAZANGA_SCHEDULE", "").strip()
        return cls(
            expression=expression or usual.expression,
            longest_minutes=read_count(
                environment, "PAZANGA_REFRESH_MINUTES", usual.longest_minutes
            ),
        )


_MOST_SNAPSHOT_MB: Final = 999_999


@dataclass(frozen=True, kw_only=True)
class RetentionSettings:
    """How much of the past is kept: the newest so many, and all of so many days.

    Snapshots are whole files: of these no more than so many megabytes.

    Attributes:
        snapshot_count: Snapshots kept at least (`PAZANGA_KEEP_SNAPSHOTS`).
        snapshot_days: Days whose snapshots are all kept
            (`PAZANGA_KEEP_SNAPSHOT_DAYS`).
        snapshot_mb: What all snapshots may take on the disk
            (`PAZANGA_KEEP_SNAPSHOT_MB`), however few or young they are.
        original_count: Originals kept at least (`PAZANGA_KEEP_ORIGINALS`).
        original_days: Days whose originals are all kept
            (`PAZANGA_KEEP_ORIGINAL_DAYS`).
    """

    snapshot_count: int = 30
    snapshot_days: int = 90
    snapshot_mb: int = 20_000
    original_count: int = 1000
    original_days: int = 3650

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> Self:
        """Read them.

        Raises:
            SettingError: A variable is no whole number from 1 on.
        """

        def read(name: str, usual: int) -> int:
            return read_count(environment, f"PAZANGA_KEEP_{name}", usual)

        usual = cls()
        return cls(
            snapshot_count=read("SNAPSHOTS", usual.snapshot_count),
            snapshot_days=read("SNAPSHOT_DAYS", usual.snapshot_days),
            snapshot_mb=read_count(
                environment,
                "PAZANGA_KEEP_SNAPSHOT_MB",
                usual.snapshot_mb,
                most=_MOST_SNAPSHOT_MB,
            ),
            original_count=read("ORIGINALS", usual.original_count),
            original_days=read("ORIGINAL_DAYS", usual.original_days),
        )


@dataclass(frozen=True, kw_only=True)
class MailSettings:
    """A mail server and who writes to whom.

    Attributes:
        host: Name of the server (`PAZANGA_SMTP_HOST`).
        security: `starttls`, `tls` or `none` (`PAZANGA_SMTP_SECURITY`).
        port: Port (`PAZANGA_SMTP_PORT`); 587, 465 or 25 by the security.
        user: Who logs in (`PAZANGA_SMTP_USER`); nobody when empty.
        password: With what (`PAZANGA_SMTP_PASSWORD`, or in the file that
            `PAZANGA_SMTP_PASSWORD_FILE` names); never shown.
        sender: Address of the sender (`PAZANGA_MAIL_FROM`).
        recipients: Addresses, separated by commas or blanks (`PAZANGA_MAIL_TO`).
    """

    host: str
    security: Security = "starttls"
    port: int = _PORTS["starttls"]
    user: str = ""
    password: str = field(default="", repr=False)
    sender: str
    recipients: tuple[str, ...]

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> Self | None:
        """Read them; None without a server: then no e-mail is sent.

        Raises:
            SettingError: A variable is not what it should be, or one is missing.
        """
        host = read_matching(
            environment, "PAZANGA_SMTP_HOST", r"\S*", "smtp.example.org"
        )
        if not host:
            return None
        user = environment.get("PAZANGA_SMTP_USER", "")
        # A password in the clear may not leave this machine.
        known = (
            "starttls|tls|none|" if not user or host in LOCAL_NAMES else "starttls|tls|"
        )
        found = read_matching(environment, "PAZANGA_SMTP_SECURITY", known, "starttls")
        security = cast("Security", found or "starttls")
        recipients = read_matching(
            environment,
            "PAZANGA_MAIL_TO",
            rf"{_MAILBOX}([,\s]+{_MAILBOX})*",
            "it@example.org",
        )
        return cls(
            host=host,
            security=security,
            port=read_count(
                environment, "PAZANGA_SMTP_PORT", _PORTS[security], most=65535
            ),
            user=user,
            password=read_secret(environment, "PAZANGA_SMTP_PASSWORD"),
            sender=read_matching(
                environment, "PAZANGA_MAIL_FROM", _MAILBOX, "pazanga@example.org"
            ),
            recipients=tuple(dict.fromkeys(recipients.replace(",", " ").split())),
        )


@dataclass(frozen=True, kw_only=True)
class WebhookSettings:
    """An address that is told, in JSON.

    Attributes:
        address: https, or http on this machine (`PAZANGA_WEBHOOK_ADDRESS`); it may
            hold a secret and is never shown whole.
        secret: Key of the signature (`PAZANGA_WEBHOOK_SECRET`, or
            `PAZANGA_WEBHOOK_SECRET_FILE`); without it nothing is signed.
    """

    address: str = field(repr=False)
    secret: str = field(default="", repr=False)

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> Self | None:
        """Read them; None without an address: then nothing is posted.

        Raises:
            SettingError: The address is neither encrypted nor on this machine.
        """
        address = read_matching(
            environment,
            "PAZANGA_WEBHOOK_ADDRESS",
            rf"({_WEBHOOK})?",
            "https://example.org/pazanga",
            is_secret=True,
        )
        secret = read_secret(environment, "PAZANGA_WEBHOOK_SECRET")
        return cls(address=address, secret=secret) if address else None


@dataclass(frozen=True, kw_only=True)
class AlertSettings:
    """What of the plans somebody asked to be told of (`PAZANGA_ALERTS`).

    Attributes:
        late_days: Days after its period from which an activity is told of; None: never.
        has_indicators: Whether indicators are told of that are off their way.
        has_measurements: Whether targets are told of that nobody has measured in time.
        address: Where the dashboard is reached, for links (`PAZANGA_ADDRESS`).
    """

    late_days: int | None = None
    has_indicators: bool = False
    has_measurements: bool = False
    address: str = LOCAL_ADDRESS

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> Self | None:
        """Read them; None where nothing is asked for.

        Raises:
            SettingError: A word is none of the rules, or the address is none.
        """
        rule = r"(late(:\d{1,4})?|indicators|measurements)"
        given = read_matching(
            environment,
            "PAZANGA_ALERTS",
            rf"({rule}([,\s]+{rule})*)?",
            "late:30, indicators, measurements",
        )
        words = {
            word: days or "0"
            for word, _, days in (
                one.partition(":") for one in given.replace(",", " ").split()
            )
        }
        address = read_address(environment)
        if not words:
            return None
        return cls(
            late_days=int(words["late"]) if "late" in words else None,
            has_indicators="indicators" in words,
            has_measurements="measurements" in words,
            address=address,
        )


@dataclass(frozen=True, kw_only=True)
class ReportSettings:
    """Reports that the schedule sends.

    Attributes:
        expression: When: five cron fields, time of Vilnius (`PAZANGA_REPORTS`).
        plans: Codes of plans (`PAZANGA_REPORT_PLANS`); all that are loaded if empty.
        address: Where the dashboard is reached, for links (`PAZANGA_ADDRESS`).
    """

    expression: str
    plans: tuple[str, ...] = ()
    address: str

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> Self | None:
        """Read them; None where no report is asked for.

        The expression is checked by what follows it.

        Raises:
            SettingError: A code or the address is none.
        """
        expression = environment.get("PAZANGA_REPORTS", "").strip()
        plans = read_matching(
            environment,
            "PAZANGA_REPORT_PLANS",
            r"([a-z0-9-]+([,\s]+[a-z0-9-]+)*)?",
            "kaunas, anyksciai",
        )
        if not expression:
            return None
        return cls(
            expression=expression,
            plans=tuple(dict.fromkeys(plans.replace(",", " ").split())),
            address=read_address(environment),
        )


def read_address(environment: Mapping[str, str]) -> str:
    """Read where the dashboard is reached.

    Raises:
        SettingError: It is no address.
    """
    found = read_matching(
        environment,
        "PAZANGA_ADDRESS",
        r"(https?://[^\s/@?#]+(/[^\s?#]*)?)?",
        "https://pazanga.example.lt",
    )
    return found or LOCAL_ADDRESS
