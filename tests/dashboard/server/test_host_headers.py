"""Names in `Host` and `Origin`, read strictly."""

from __future__ import annotations

import pytest

from dashboard.server.host_headers import (
    Authority,
    is_everywhere,
    is_same_origin,
    parse_authority,
)
from pazanga.errors import UserError
from pazanga.ip_addresses import is_loopback
from pazanga.settings import read_settings


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("localhost", Authority("localhost", None)),
        ("LocalHost:8501", Authority("localhost", 8501)),
        ("localhost.:8501", Authority("localhost", 8501)),
        ("127.0.0.1:8501", Authority("127.0.0.1", 8501)),
        ("[::1]:8501", Authority("::1", 8501)),
        ("[0:0:0:0:0:0:0:1]", Authority("::1", None)),
        ("pazanga.example.lt", Authority("pazanga.example.lt", None)),
        ("", None),
        (".", None),
        ("::1", None),
        ("[::1", None),
        ("[localhost]", None),
        ("localhost:", None),
        ("localhost:99999", None),
        ("localhost:８５０１", None),
        ("localhost:8501:8501", None),
        ("localhost@evil.example", None),
        ("evil.example#localhost", None),
        ("evil.example/localhost", None),
        ("evil.example?localhost", None),
        ("localhost, evil.example", None),
        (" localhost", None),
        ("localhost\n", None),
        ("localhost%00.evil.example", None),
        ("lоcalhost", None),  # a Cyrillic letter
    ],
)
def test_host_is_a_name_and_a_port_or_nothing(
    value: str, expected: Authority | None
) -> None:
    assert parse_authority(value) == expected


@pytest.mark.parametrize(
    ("origin", "host", "expected"),
    [
        ("http://localhost:8501", "localhost:8501", True),
        ("http://LOCALHOST:8501", "localhost.:8501", True),
        ("http://[::1]:8501", "[::1]:8501", True),
        ("http://a.example.lt", "a.example.lt:80", True),
        ("https://a.example.lt", "a.example.lt", True),
        ("https://a.example.lt", "a.example.lt:443", True),
        ("https://a.example.lt:8443", "a.example.lt:8443", True),
        ("http://localhost:8502", "localhost:8501", False),
        ("http://localhost", "localhost:8501", False),
        ("http://127.0.0.1:8501", "localhost:8501", False),
        ("http://evil.example:8501", "localhost:8501", False),
        ("http://localhost:8501@evil.example", "localhost:8501", False),
        ("http://user@localhost:8501", "localhost:8501", False),
        ("http://localhost:8501/", "localhost:8501", False),
        ("http://localhost:8501.evil.example", "localhost:8501", False),
        ("ftp://localhost:8501", "localhost:8501", False),
        ("file://", "localhost:8501", False),
        ("localhost:8501", "localhost:8501", False),
        ("null", "localhost:8501", False),
        ("", "localhost:8501", False),
    ],
)
def test_origin_is_that_of_the_host_or_not(
    origin: str, host: str, *, expected: bool
) -> None:
    authority = parse_authority(host)
    assert authority is not None
    assert is_same_origin(origin, authority) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("127.0.0.2", True),
        ("::1", True),
        ("0.0.0.0", False),  # noqa: S104 - refused
        ("192.0.2.7", False),
        ("127.0.0.1.evil.example", False),
        ("localhost.evil.example", False),
        ("::ffff:127.0.0.1", True),
        ("::ffff:192.0.2.7", False),
    ],
)
def test_loopback_is_this_machine_alone(name: str, *, expected: bool) -> None:
    assert is_loopback(name) is expected


def test_everywhere_is_every_address() -> None:
    names = ("0.0.0.0", "::", "")  # noqa: S104 - recognised
    assert all(map(is_everywhere, names))
    assert not is_everywhere("127.0.0.1")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("", ()),
        ("Pazanga.Example.LT.", ("pazanga.example.lt",)),
        ("a.lt, b.lt 192.0.2.7", ("a.lt", "b.lt", "192.0.2.7")),
        ("[2001:DB8::0:1], ::1", ("2001:db8::1", "::1")),
    ],
)
def test_hosts_of_the_settings(value: str, expected: tuple[str, ...]) -> None:
    assert read_settings({"PAZANGA_HOSTS": value}).hosts == expected


@pytest.mark.parametrize("value", ["*", "*.lt", "a.lt:8501", "http://a.lt", "a..lt"])
def test_hosts_that_are_none_are_said(value: str) -> None:
    with pytest.raises(UserError, match="PAZANGA_HOSTS"):
        read_settings({"PAZANGA_HOSTS": f"b.lt {value}"})


@pytest.mark.parametrize(
    ("value", "expected"),
    [("true", True), ("1", True), ("false", False), ("0", False), ("", False)],
)
def test_public_is_said_in_full(value: str, expected: bool) -> None:  # noqa: FBT001
    assert read_settings({"PAZANGA_PUBLIC": value}).is_public is expected


@pytest.mark.parametrize("value", ["yes", "taip", "TRUE ", "2"])
def test_public_that_is_unclear_is_refused(value: str) -> None:
    with pytest.raises(UserError, match="PAZANGA_PUBLIC"):
        read_settings({"PAZANGA_PUBLIC": value})
