"""Two replicas behind nginx as shipped: pages, websocket, sub-path, a lost one."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
import urllib.request
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import HTTPError

import pytest
from run_apart import run_apart
from websockets.asyncio.client import connect

from bench.readers import PageReader
from bench.soaking.watching import SNAPSHOT, WatchedReader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pazanga.settings import Settings

ROOT = Path(__file__).parents[3]
NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
OPENSSL = shutil.which("openssl")
UP_SECONDS = 180
pytestmark = [
    pytest.mark.slow,
    pytest.mark.whole,
    pytest.mark.skipif(not NGINX or not OPENSSL, reason="needs nginx and openssl"),
]


@dataclass
class Site:
    """Two replicas and the proxy in front of them."""

    port: int
    replicas: list[subprocess.Popen[bytes]]

    @property
    def context(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        return context

    def ask(self, path: str, **headers: str) -> tuple[int, str]:
        url = f"https://localhost:{self.port}{path}"
        request = urllib.request.Request(url, headers=headers)
        try:
            with urllib.request.urlopen(request, context=self.context) as answer:  # noqa: S310
                return answer.status, answer.read().decode(errors="replace")
        except HTTPError as error:
            return error.code, error.read().decode(errors="replace")

    async def read(self, page: str, query: str, prefix: str = "") -> WatchedReader:
        """Read a page as a browser does; its connection ends with it."""
        url = f"wss://localhost:{self.port}{prefix}/_stcore/stream"
        origin = f"https://localhost:{self.port}"
        async with connect(
            url,
            ssl=self.context,
            origin=origin,  # type: ignore[arg-type]
            subprotocols=["streamlit"],  # type: ignore[list-item]
            max_size=None,
            open_timeout=UP_SECONDS,
        ) as opened:
            reader = WatchedReader(opened, page, query)
            assert (await reader.open()).went_well
            return reader


def find_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]


def write_config(folder: Path, ports: list[int]) -> Path:
    """Write the shipped site for this machine, with a certificate of its own."""
    site = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
    for old, new in (
        ("127.0.0.1:8501", f"127.0.0.1:{ports[0]}"),
        ("127.0.0.1:8502", f"127.0.0.1:{ports[1]}"),
        ("listen 443 ssl", f"listen 127.0.0.1:{ports[2]} ssl"),
        ("pazanga.example.lt", "localhost"),
        ("/etc/ssl/certs/pazanga.pem", str(folder / "site.pem")),
        ("/etc/ssl/private/pazanga.key", str(folder / "site.key")),
    ):
        assert old in site
        site = site.replace(old, new)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{kind}_temp_path {folder / kind};\n" for kind in kinds)
    path = folder / "nginx.conf"
    path.write_text(
        f"pid {folder / 'nginx.pid'};\nerror_log {folder / 'error.log'};\ndaemon off;\n"
        f"events {{}}\nhttp {{\naccess_log off;\n{temporary}{site}}}\n"
    )
    return path


@contextmanager
def run(command: list[str], **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        command,
        env={**os.environ, **environment},
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(60)


@pytest.fixture(scope="module")
def site(
    shown_settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    folder, ports = tmp_path_factory.mktemp("nginx"), find_ports(3)
    subject = ["-subj", "/CN=localhost", "-days", "2", "-nodes", "-newkey", "rsa:2048"]
    out = ["-keyout", str(folder / "site.key"), "-out", str(folder / "site.pem")]
    subprocess.run([str(OPENSSL), "req", "-x509", *subject, *out], check=True)
    serve = [sys.executable, "-m", "pazanga", "--home", str(shown_settings.home)]
    proxy = [str(NGINX), "-c", str(write_config(folder, ports)), "-p", str(folder)]
    with ExitStack() as stack:
        replicas = [
            stack.enter_context(run([*serve, "serve", "--port", str(port)]))
            for port in ports[:2]
        ]
        stack.enter_context(run(proxy))
        wait_until_up(ports)
        yield Site(ports[2], replicas)


def wait_until_up(ports: list[int]) -> None:
    deadline = time.monotonic() + UP_SECONDS
    for port in ports:
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.2)


def test_pages_and_interface_are_answered_over_tls(site: Site) -> None:
    status, body = site.ask("/spending?lang=en")
    assert (status, '<html lang="en">' in body) == (200, True)
    assert site.ask("/api/v1/tables")[0] == 200


def test_page_is_drawn_over_the_websocket(site: Site) -> None:
    reader = run_apart(site.read("spending", "lang=en"))
    assert len(reader.snapshots) == 1


def test_page_is_drawn_below_a_path_of_another_site(site: Site) -> None:
    assert site.ask("/pazanga/spending")[0] == 200
    assert site.ask("/pazanga/boot.js")[0] == 200
    reader = run_apart(site.read("spending", "lang=en", "/pazanga"))
    assert len(reader.snapshots) == 1


def test_cookies_of_a_login_are_not_too_large(site: Site) -> None:
    cookie = "; ".join(f"part_{number}={'x' * 4000}" for number in range(4))
    assert site.ask("/spending", Cookie=cookie)[0] == 200


def test_name_that_is_not_ours_is_refused(site: Site) -> None:
    assert site.ask("/spending", Host="evil.example")[0] == 421


def test_who_asks_too_much_is_told(site: Site) -> None:
    async def ask_all(count: int) -> set[int]:
        asked = (asyncio.to_thread(site.ask, "/boot.css") for _ in range(count))
        return {status for status, _ in await asyncio.gather(*asked)}

    assert run_apart(ask_all(600)) <= {200, 429}
    # Others ask again only when what was asked here is forgotten.
    while run_apart(ask_all(50)) != {200}:
        time.sleep(0.5)


def test_readers_of_a_lost_replica_come_back_with_their_view(site: Site) -> None:
    query = "lang=en&area=steam"
    before = run_apart(site.read("spending", query))
    site.replicas[0].kill()
    site.replicas[0].wait()
    after = run_apart(site.read("spending", query))
    assert after.snapshots == before.snapshots
    assert re.fullmatch(SNAPSHOT, min(after.snapshots))
    assert [one.chosen for one in after.widgets.values()] == [
        one.chosen for one in before.widgets.values()
    ]
    assert isinstance(after, PageReader)
    assert site.ask("/spending")[0] == 200
