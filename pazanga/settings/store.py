"""Settings of the store that several machines share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

from pazanga.settings.environment import read_count, read_matching

if TYPE_CHECKING:
    from collections.abc import Mapping

_STORE: Final = (
    r"(s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[\w.=+-]+)*/?|file:///[^\x00-\x1f]+)?"
)


@dataclass(frozen=True, kw_only=True)
class StoreSettings:
    """The store that several machines share; none where one is by itself.

    Attributes:
        address: `s3://bucket/folder`, or `file:///folder` that machines share
            (`PAZANGA_STORE`); empty for none.
        seconds: How often a server looks there (`PAZANGA_STORE_SECONDS`).
    """

    address: str = ""
    seconds: int = 30

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> Self:
        """Read the variables.

        Raises:
            SettingError: One is not what it should be.
        """
        # Some write a key into such an address: what was found is not repeated.
        address = read_matching(
            environment,
            "PAZANGA_STORE",
            _STORE,
            "s3://pazanga/kaunas",
            is_secret=True,
        )
        name = "PAZANGA_STORE_SECONDS"
        seconds = read_count(environment, name, cls.seconds, most=86_400)
        return cls(address=address.rstrip("/"), seconds=seconds)
