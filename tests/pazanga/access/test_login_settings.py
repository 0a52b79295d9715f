"""Settings of logins: what makes no sense is refused, with what would."""

from __future__ import annotations

import pytest

from pazanga.errors import SettingError
from pazanga.settings import read_settings
from pazanga.texts import LANGUAGES

GIVEN = {
    "PAZANGA_AUTH": "oidc",
    "PAZANGA_OIDC_ISSUER": "https://login.example.lt",
    "PAZANGA_OIDC_CLIENT_ID": "pazanga",
    "PAZANGA_OIDC_CLIENT_SECRET": "x",
}


@pytest.mark.parametrize(
    "address",
    [
        "http://pazanga.example.lt",
        "http://192.0.2.7:8501",
        "http://127.0.0.1.example.lt",
        "http://localhost.example.lt:8501",
    ],
)
def test_cookies_cross_no_network_unencrypted(address: str) -> None:
    with pytest.raises(SettingError) as refused:
        read_settings(GIVEN | {"PAZANGA_ADDRESS": address})
    for language in LANGUAGES:
        said = refused.value.text(language)
        assert address in said
        assert "https://" in said
    assert read_settings({"PAZANGA_ADDRESS": address}).logins is None


@pytest.mark.parametrize(
    ("address", "is_shared"),
    [
        ("https://pazanga.example.lt", True),
        ("", False),
        ("http://localhost:8501", False),
        ("http://[::1]:8501", False),
    ],
)
@pytest.mark.parametrize("public", ["", "true"])
def test_others_come_in_where_they_log_in_by_https(
    address: str, public: str, *, is_shared: bool
) -> None:
    given = GIVEN | {"PAZANGA_ADDRESS": address, "PAZANGA_PUBLIC": public}
    assert read_settings(given).is_shared is is_shared
