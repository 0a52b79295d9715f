"""Settings of one process: built once from the environment, passed as an argument."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from warehouse.messages import LANGUAGES, UserError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from warehouse.messages import Language

PROJECT_ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Where state and data are, and which language the command line speaks.

    Attributes:
        home: Folder of all run-time state (`--home`, `PAZANGA_HOME`).
        data: Folder of bundled packages and reference tables (`--data`,
            `PAZANGA_DATA`).
        language: Language of messages (`PAZANGA_LANGUAGE`): `lt` or `en`.
    """

    home: Path
    data: Path
    language: Language = "lt"

    @property
    def warehouse_dir(self) -> Path:
        """Folder of the pointer `CURRENT` and of `snapshots/`."""
        return self.home / "warehouse"

    @property
    def packages_dir(self) -> Path:
        """Folder of the plan packages, one folder per plan code."""
        return self.data / "packages"

    @property
    def reference_dir(self) -> Path:
        """Folder of the reference tables."""
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
        UserError: `PAZANGA_LANGUAGE` names no language the program speaks.
    """
    language = environment.get("PAZANGA_LANGUAGE", "lt")
    if language not in LANGUAGES:
        raise UserError("warehouse.unknown_language", found=language)
    return Settings(
        home=(home or Path(environment.get("PAZANGA_HOME", "var"))).resolve(),
        data=(
            data or Path(environment.get("PAZANGA_DATA", PROJECT_ROOT / "data"))
        ).resolve(),
        language=cast("Language", language),
    )
