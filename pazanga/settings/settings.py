"""Settings of one process: built once from the environment, passed as an argument."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self, cast

from pazanga.errors import SettingError
from pazanga.settings.environment import (
    read_count,
    read_hosts,
    read_matching,
    read_switch,
)
from pazanga.settings.logins import LoginSettings
from pazanga.settings.operation import (
    AlertSettings,
    MailSettings,
    ReportSettings,
    RetentionSettings,
    ScheduleSettings,
    WebhookSettings,
)
from pazanga.settings.store import StoreSettings
from pazanga.texts import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pazanga.texts import Language

PROJECT_ROOT: Final = Path(__file__).resolve().parents[2]

AUDIENCES: Final = "audiences"
"""Folder of the data as those see them who may not see all."""

_OURS: Final = "PAZANGA_"
"""Beginning of the names of our variables."""

LEAST_MB: Final = 600
"""Libraries take 200 MB; with less than this many in all nothing is published."""

_USUAL_MB: Final = 2_000

_SPARK_MASTER: Final = (
    r"(local(\[(\d{1,3}|\*)\])?|(spark|sc)://[\w.:-]+(/;[\w.;=~%+-]*)?)?"
)


@dataclass(frozen=True, kw_only=True)
class OpenDataSettings:
    """What is downloaded from open-data sites; nothing unless it is turned on.

    Attributes:
        schools: Schools of data.gov.lt (`PAZANGA_OPEN_DATA_SCHOOLS`).
        pupils: Pupil counts of data.gov.lt (`PAZANGA_OPEN_DATA_PUPILS`).
        statistics: Data flows of Statistics Lithuania
            (`PAZANGA_OPEN_DATA_STATISTICS`, separated by commas or spaces).
        since_year: First year of the statistics (`PAZANGA_OPEN_DATA_SINCE`); None for
            all there are.
        by_changes: Whether only changes are asked of data.gov.lt once everything has
            been downloaded (`PAZANGA_OPEN_DATA_CHANGES`).
        portal_address: Address of data.gov.lt (`PAZANGA_OPEN_DATA_PORTAL_ADDRESS`).
        statistics_address: Address of Statistics Lithuania
            (`PAZANGA_OPEN_DATA_STATISTICS_ADDRESS`).
    """

    schools: bool = False
    pupils: bool = False
    statistics: tuple[str, ...] = ()
    since_year: int | None = None
    by_changes: bool = False
    portal_address: str = "https://get.data.gov.lt"
    statistics_address: str = "https://osp-rs.stat.gov.lt/rest_xml"

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the sources that are turned on."""
        chosen = {"schools": self.schools, "pupils": self.pupils}
        flows = (f"statistics-{flow}" for flow in self.statistics)
        return (*(name for name, is_on in chosen.items() if is_on), *flows)


@dataclass(frozen=True, kw_only=True)
class EngineSettings:
    """What builds the models: DuckDB, or Spark where one machine is too small.

    Attributes:
        name: `duckdb` or `spark` (`--engine`, `PAZANGA_ENGINE`).
        master: Where Spark runs (`PAZANGA_SPARK_MASTER`): `local[*]` here,
            `spark://…` a cluster, `sc://…` a server of Spark Connect.
        memory_mb: What a refresh on this machine may take in memory
            (`PAZANGA_REFRESH_MEMORY_MB`); None: what the machine has.
    """

    name: str = "duckdb"
    master: str = "local[*]"
    memory_mb: int | None = None

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> Self:
        """Read the variables.

        Raises:
            SettingError: One is not what it should be.
        """
        name = read_matching(environment, "PAZANGA_ENGINE", "(duckdb|spark)?", "duckdb")
        master = read_matching(
            environment, "PAZANGA_SPARK_MASTER", _SPARK_MASTER, "local[*]"
        )
        usual = cls()
        return cls(
            name=name or usual.name,
            master=master or usual.master,
            memory_mb=_read_memory(environment),
        )


def _read_memory(environment: Mapping[str, str]) -> int | None:
    """Read what a refresh may take in memory; None where nothing is said.

    Raises:
        SettingError: It is no whole number, or less than a refresh can do with.
    """
    name = "PAZANGA_REFRESH_MEMORY_MB"
    found = read_matching(environment, name, r"([1-9]\d{0,6})?", str(_USUAL_MB))
    if found and int(found) < LEAST_MB:
        raise SettingError("setting", name=name, found=found, example=_USUAL_MB)
    return int(found) if found else None


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Where state and data are, and which language the command line speaks.

    Attributes:
        home: Folder of all run-time state (`--home`, `PAZANGA_HOME`).
        data: Folder of bundled packages and reference tables (`--data`,
            `PAZANGA_DATA`).
        language: Language of messages (`PAZANGA_LANGUAGE`): `lt` or `en`.
        bad_rows_percent: A workbook with a larger share of bad rows is not loaded
            (`PAZANGA_BAD_ROWS_PERCENT`).
        load_page: Who may load data through the dashboard (`PAZANGA_LOAD_PAGE`): `1`
            everyone, `0` nobody, `local` those at this machine; empty: as the address
            it listens on tells.
        is_public: Whether all that is loaded may be seen by everybody
            (`PAZANGA_PUBLIC`); only then may others reach the dashboard directly.
        logins: Whom logins are asked of; None where nobody has to log in.
        audience: Whose view of the data is read (`PAZANGA_AUDIENCE`): empty for all
            there are; `public`, or codes of municipalities joined by dashes.
        hosts: Names by which the dashboard is reached, beside those of this machine
            for itself (`PAZANGA_HOSTS`, separated by commas or spaces).
        requests_per_minute: How often one reader or program may ask
            (`PAZANGA_REQUESTS_PER_MINUTE`), ten times as often one address; 0: as often
            as they like.
        open_data: What is downloaded from open-data sites.
        schedule: When refreshes run.
        retention: How much of the past is kept.
        mail: Who gets e-mail when a refresh fails; nobody when None.
        webhook: What address is told; none when None.
        alerts: What of the plans they are told beside; nothing when None.
        reports: Which reports they are sent, and when; none when None.
        engine: What builds the models.
        store: What several machines share.
    """

    home: Path
    data: Path
    language: Language = "lt"
    bad_rows_percent: int = 20
    load_page: str = ""
    is_public: bool = False
    logins: LoginSettings | None = None
    audience: str = ""
    hosts: tuple[str, ...] = ()
    requests_per_minute: int = 600
    open_data: OpenDataSettings = field(default_factory=OpenDataSettings)
    schedule: ScheduleSettings = field(default_factory=ScheduleSettings)
    retention: RetentionSettings = field(default_factory=RetentionSettings)
    mail: MailSettings | None = None
    webhook: WebhookSettings | None = None
    alerts: AlertSettings | None = None
    reports: ReportSettings | None = None
    engine: EngineSettings = field(default_factory=EngineSettings)
    store: StoreSettings = field(default_factory=StoreSettings)

    @property
    def is_shared(self) -> bool:
        """Whether other machines may reach it: all is public, or logins by https."""
        return self.logins.is_secure if self.logins else self.is_public

    @property
    def warehouse_dir(self) -> Path:
        """Return the folder of the pointer `CURRENT` and of `snapshots/`."""
        if self.audience:
            return self.home / AUDIENCES / self.audience
        return self.published_dir

    @property
    def published_dir(self) -> Path:
        """Return that folder of those who see all: where refreshes publish."""
        return self.home / "warehouse"

    @property
    def access_dir(self) -> Path:
        """Return the folder of tokens, sessions and the journal."""
        return self.home / "access"

    @property
    def access_rules(self) -> Path:
        """Return the file that maps logins to roles."""
        given = self.logins.rules if self.logins else None
        return given or self.home / "access.toml"

    @property
    def inbox_dir(self) -> Path:
        """Return the folder where people drop workbooks."""
        return self.home / "inbox"

    @property
    def originals_dir(self) -> Path:
        """Return the folder of the workbooks that were loaded, by their hashes."""
        return self.home / "originals"

    @property
    def parsed_dir(self) -> Path:
        """Return the folder of what was read from those workbooks, a mere cache."""
        return self.home / "parsed"

    @property
    def mappings_dir(self) -> Path:
        """Return the folder of the mappings: how ledgers of another layout are read."""
        return self.home / "mappings"

    @property
    def views_dir(self) -> Path:
        """Return the folder of the views that readers saved."""
        return self.home / "views"

    @property
    def queries_dir(self) -> Path:
        """Return the folder of the queries that readers saved."""
        return self.home / "queries"

    @property
    def commentary_dir(self) -> Path:
        """Return the folder of what leaders say of pages and of things on them."""
        return self.home / "commentary"

    @property
    def lake_dir(self) -> Path:
        """Return the folder of the Parquet files that other engines read and write."""
        return self.home / "lake"

    @property
    def logs_dir(self) -> Path:
        """Return the folder of the logs."""
        return self.home / "logs"

    @property
    def packages_dir(self) -> Path:
        """Return the folder of the plan packages, one folder per plan code."""
        return self.data / "packages"

    @property
    def reference_dir(self) -> Path:
        """Return the folder of the reference tables."""
        return self.data / "reference"


def read_settings(
    environment: Mapping[str, str],
    *,
    home: Path | None = None,
    data: Path | None = None,
) -> Settings:
    """Build the settings from the environment; arguments win over it.

    Args:
        environment: Usually `os.environ`.
        home: State folder given on the command line.
        data: Data folder given on the command line.

    Raises:
        SettingError: A variable is not what it should be, e.g. `PAZANGA_LANGUAGE` names
            no language the program speaks.
    """
    return Settings(
        home=(home or Path(environment.get("PAZANGA_HOME") or "var")).resolve(),
        data=(
            data or Path(environment.get("PAZANGA_DATA") or PROJECT_ROOT / "data")
        ).resolve(),
        language=_read_language(environment),
        bad_rows_percent=read_count(
            environment, "PAZANGA_BAD_ROWS_PERCENT", 20, most=100
        ),
        load_page=read_matching(
            environment, "PAZANGA_LOAD_PAGE", "0|1|local|", "local"
        ),
        is_public=read_matching(
            environment, "PAZANGA_PUBLIC", "true|1|false|0|", "true"
        )
        in {"true", "1"},
        logins=LoginSettings.read(environment),
        audience=read_matching(
            environment, "PAZANGA_AUDIENCE", r"(public|[a-z0-9]+(-[a-z0-9]+)*)?", "19"
        ),
        hosts=read_hosts(environment, "PAZANGA_HOSTS"),
        requests_per_minute=_read_rate(environment),
        open_data=_read_open_data(environment),
        schedule=ScheduleSettings.read(environment),
        retention=RetentionSettings.read(environment),
        mail=MailSettings.read(environment),
        webhook=WebhookSettings.read(environment),
        alerts=AlertSettings.read(environment),
        reports=ReportSettings.read(environment),
        engine=EngineSettings.read(environment),
        store=StoreSettings.read(environment),
    )


def _read_language(environment: Mapping[str, str]) -> Language:
    """Read which language messages are in.

    Raises:
        SettingError: The program does not speak it.
    """
    language = environment.get("PAZANGA_LANGUAGE") or "lt"
    if language not in LANGUAGES:
        raise SettingError("unknown_language", found=language)
    return cast("Language", language)


def _read_rate(environment: Mapping[str, str]) -> int:
    """Read how often one reader or program may ask a minute.

    Raises:
        SettingError: It is no whole number.
    """
    usual = Settings.requests_per_minute
    name = "PAZANGA_REQUESTS_PER_MINUTE"
    found = read_matching(environment, name, r"(\d{1,6})?", str(usual))
    return int(found) if found else usual


def read_home(environment: Mapping[str, str]) -> Settings:
    """Return the settings for a page: built anew only where a variable has changed.

    What stands in a file of a secret is as old as that; pages send no messages.

    Args:
        environment: Usually `os.environ`.

    Raises:
        SettingError: See `read_settings`.
    """
    ours = ((name, environment[name]) for name in environment if name.startswith(_OURS))
    return _read_home(tuple(ours), Path.cwd())


@lru_cache(maxsize=8)
def _read_home(variables: tuple[tuple[str, str], ...], _folder: Path) -> Settings:
    return read_settings(dict(variables))


def _read_open_data(environment: Mapping[str, str]) -> OpenDataSettings:
    prefix = "PAZANGA_OPEN_DATA_"
    since = read_matching(environment, f"{prefix}SINCE", r"(\d{4})?", "2018")
    flows = read_matching(
        environment, f"{prefix}STATISTICS", r"[\w, ]*", "S3R629_M3010217"
    )
    usual = OpenDataSettings()
    return OpenDataSettings(
        schools=read_switch(environment, f"{prefix}SCHOOLS"),
        pupils=read_switch(environment, f"{prefix}PUPILS"),
        statistics=tuple(dict.fromkeys(flows.replace(",", " ").split())),
        since_year=int(since) if since else None,
        by_changes=read_switch(environment, f"{prefix}CHANGES"),
        portal_address=environment.get(
            f"{prefix}PORTAL_ADDRESS", usual.portal_address
        ).rstrip("/"),
        statistics_address=environment.get(
            f"{prefix}STATISTICS_ADDRESS", usual.statistics_address
        ).rstrip("/"),
    )
