from __future__ import annotations

import gzip
import time
from contextlib import suppress
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from etl.open_data.addresses import require_safe_address
from etl.open_data.download import Downloader, Request
from etl.open_data.pacing import DownloadLimits
from pazanga.errors import OpenDataError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.etl.open_data.conftest import Answer, Site, StillClock

JSON = ("application/json",)


def join(chunks: Iterator[bytes]) -> bytes:
    return b"".join(chunks)


def read(downloader: Downloader, address: str) -> bytes:
    return downloader.read(Request(address, JSON), join)


def fail(downloader: Downloader, address: str) -> OpenDataError:
    with pytest.raises(OpenDataError) as caught:
        read(downloader, address)
    return caught.value


def test_request_names_the_product_and_what_it_wants(
    site: Site, downloader: Downloader
) -> None:
    read(downloader, f"{site.address}/a")
    assert site.headers[0]["User-Agent"].startswith("Pazanga/")
    assert site.headers[0]["Accept"] == "application/json, */*;q=0.1"


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_busy_site_is_asked_again(
    site: Site, downloader: Downloader, answer: type[Answer], status: int
) -> None:
    site.faults = [answer(status=status), answer(status=status)]
    assert read(downloader, site.address) == b"{}"
    assert len(site.asked) == 3


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        pytest.param("7", 7, id="seconds"),
        pytest.param("Sun, 22 Nov 2026 09:00:30 GMT", 30, id="date"),
        pytest.param("soon", 1, id="nonsense_backs_off_as_usual"),
        pytest.param("Sun, 22 Nov 2026 08:00:00 GMT", 1, id="date_gone_by"),
    ],
)
def test_pause_is_what_the_site_asks(
    site: Site,
    downloader: Downloader,
    clock: StillClock,
    answer: type[Answer],
    header: str,
    seconds: int,
) -> None:
    site.faults = [answer(status=429, headers={"Retry-After": header})]
    read(downloader, site.address)
    assert seconds <= clock.slept[0] <= max(seconds, 2)


def test_pause_too_long_is_left_to_the_next_refresh(
    site: Site, downloader: Downloader, clock: StillClock, answer: type[Answer]
) -> None:
    site.faults = [answer(status=503, headers={"Retry-After": "3600"})]
    error = fail(downloader, site.address)
    assert (error.code, error.fields["count"]) == ("open_data.asked_to_wait", 3600)
    assert (len(site.asked), clock.slept) == (1, [])


def test_pauses_grow_and_attempts_end(
    site: Site, downloader: Downloader, clock: StillClock, answer: type[Answer]
) -> None:
    site.faults = [answer(status=503)] * 9
    error = fail(downloader, site.address)
    assert (error.code, len(site.asked)) == ("open_data.busy", 3)
    assert "tried 3 times" in str(error)
    assert 1 <= clock.slept[0] <= 2 <= clock.slept[1] <= 3


def test_refusal_is_not_tried_again(
    site: Site, downloader: Downloader, answer: type[Answer]
) -> None:
    site.faults = [
        answer(b'{"errors":\n [{"code": "FieldNotInResource"}]}', status=400)
    ]
    error = fail(downloader, site.address)
    assert (error.code, len(site.asked)) == ("open_data.refused", 1)
    assert error.fields["said"] == '{"errors": [{"code": "FieldNotInResource"}]}'


def test_requests_keep_their_distance(site: Site, clock: StillClock) -> None:
    with Downloader(DownloadLimits(requests_per_second=4), clock) as downloader:
        for _ in range(3):
            read(downloader, site.address)
        clock.sleep(10)
        read(downloader, site.address)
    assert clock.slept == pytest.approx([0.25, 0.25, 10])


def test_answer_cut_short_is_read_again_from_its_start(
    site: Site, downloader: Downloader, answer: type[Answer]
) -> None:
    site.faults = [answer(b"0123456789", cut_at=4)]
    site.respond = lambda _: answer(b"0123456789")
    assert read(downloader, site.address) == b"0123456789"


def test_answer_always_cut_short_is_an_error(
    site: Site, downloader: Downloader, answer: type[Answer]
) -> None:
    site.respond = lambda _: answer(b"0123456789", cut_at=4)
    assert fail(downloader, site.address).code == "open_data.cut_short"


def test_answer_too_slow_is_given_up(
    site: Site, downloader: Downloader, clock: StillClock
) -> None:
    clock.tick = 1000
    assert fail(downloader, site.address).code == "open_data.too_slow"


def test_answer_that_trickles_is_given_up() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"

    class Trickle(StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(head + b"Content-Length: 99999\r\n\r\n")
            with suppress(OSError):
                for _ in range(100):
                    self.wfile.write(b" ")
                    time.sleep(0.1)

    with (
        ThreadingTCPServer(("127.0.0.1", 0), Trickle) as server,
        Downloader(DownloadLimits(attempts=1, answer_seconds=0.5)) as downloader,
    ):
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        error = fail(downloader, f"http://127.0.0.1:{server.server_address[1]}")
        server.shutdown()
    assert error.code == "open_data.too_slow"


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        pytest.param(b"0" * 2_000_000, {}, id="plain"),
        pytest.param(
            gzip.compress(b"0" * 10_000_000), {"Content-Encoding": "gzip"}, id="bomb"
        ),
    ],
)
def test_answer_too_large_is_refused(
    site: Site,
    clock: StillClock,
    answer: type[Answer],
    body: bytes,
    headers: dict[str, str],
) -> None:
    site.respond = lambda _: answer(body, headers=headers)
    with Downloader(DownloadLimits(answer_bytes=1_000_000), clock) as downloader:
        error = fail(downloader, site.address)
    assert (error.code, error.fields["limit"]) == ("open_data.too_large", "1")
    assert len(site.asked) == 1


def test_packed_answer_is_unpacked(
    site: Site, downloader: Downloader, answer: type[Answer]
) -> None:
    headers = {"Content-Encoding": "gzip"}
    site.respond = lambda _: answer(gzip.compress(b"whole"), headers=headers)
    assert read(downloader, site.address) == b"whole"


def test_other_media_type_is_refused(
    site: Site, downloader: Downloader, answer: type[Answer]
) -> None:
    site.respond = lambda _: answer(b"<html>", media_type="text/html; charset=utf-8")
    error = fail(downloader, site.address)
    assert (error.code, error.fields["found"]) == ("open_data.media_type", "text/html")
    assert len(site.asked) == 1


def test_redirect_within_the_host_is_followed(
    site: Site, downloader: Downloader, answer: type[Answer]
) -> None:
    site.faults = [answer(status=301, headers={"Location": "/moved/here?a=1"})]
    assert read(downloader, f"{site.address}/old") == b"{}"
    assert site.asked == ["/old", "/moved/here?a=1"]


@pytest.mark.parametrize(
    "location",
    [
        pytest.param("http://127.0.0.2:1/x", id="other_host"),
        pytest.param("https://example.org/x", id="other_host_encrypted"),
        pytest.param("http://127.0.0.1:1/x", id="other_port"),
        pytest.param("file:///etc/hostname", id="file"),
        pytest.param("http://[", id="no_address"),
        pytest.param("", id="nowhere"),
    ],
)
def test_redirect_elsewhere_is_refused(
    site: Site, downloader: Downloader, answer: type[Answer], location: str
) -> None:
    site.faults = [answer(status=302, headers={"Location": location})]
    assert fail(downloader, site.address).code == "open_data.redirected"
    assert len(site.asked) == 1


def test_endless_redirects_end(
    site: Site, downloader: Downloader, answer: type[Answer]
) -> None:
    site.respond = lambda _: answer(status=307, headers={"Location": "/again"})
    assert fail(downloader, site.address).code == "open_data.too_many_redirects"
    assert len(site.asked) == 6


def test_site_without_tls_is_not_trusted(site: Site, downloader: Downloader) -> None:
    address = site.address.replace("http://", "https://")
    assert fail(downloader, address).code == "open_data.certificate"


def test_site_that_is_not_there_is_an_error(
    downloader: Downloader, clock: StillClock
) -> None:
    error = fail(downloader, "http://127.0.0.1:9/")
    assert (error.code, len(clock.slept)) == ("open_data.no_answer", 2)


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("http://get.data.gov.lt/x", id="not_encrypted"),
        pytest.param("ftp://127.0.0.1/x", id="other_scheme"),
        pytest.param("file:///etc/passwd", id="file"),
        pytest.param("https:///x", id="no_host"),
        pytest.param("https://user:secret@example.org/", id="password"),
        pytest.param("https://example.org:port/", id="no_port"),
        pytest.param("http://127.0.0.1.example.org/", id="looks_local"),
        pytest.param("http://0.0.0.0/", id="all_of_the_machine"),
        pytest.param("http://[::]/", id="all_of_the_machine_ipv6"),
        pytest.param("http://2130706433/", id="one_number"),
        pytest.param("http://0x7f.0.0.1/", id="hexadecimal"),
        pytest.param("http://0177.0.0.1/", id="octal"),
        pytest.param("http://127.1/", id="short"),
        pytest.param("http://[2002:7f00:1::]/", id="6to4"),
        pytest.param("http://[64:ff9b::7f00:1]/", id="nat64"),
        pytest.param("http://[::127.0.0.1]/", id="ipv4_in_ipv6_of_old"),
        pytest.param("http://[::ffff:10.0.0.1]/", id="mapped_of_a_network"),
        pytest.param("http://127.0.0.1\\@example.org/", id="backslash"),
        pytest.param("http://localhost.example.org/", id="longer_name"),
    ],
)
def test_unsafe_address_is_refused(address: str) -> None:
    with pytest.raises(OpenDataError) as caught:
        require_safe_address(address)
    assert caught.value.code == "open_data.unsafe_address"


@pytest.mark.parametrize(
    "address",
    [
        "https://get.data.gov.lt",
        "http://127.0.0.1:8/x",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://127.0.0.2/",
        "http://LOCALHOST",
        "http://localhost",
    ],
)
def test_safe_address_is_accepted(address: str) -> None:
    require_safe_address(address)
