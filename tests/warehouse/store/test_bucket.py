"""A bucket, on a server of our own: the same promises as a folder, and its refusals."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from threading import Thread

import httpx2
import pytest

from pazanga.errors import StoreBusy, StoreError
from pazanga.settings import PROJECT_ROOT, Settings
from pazanga.settings.store import StoreSettings
from warehouse.snapshots import Snapshot, read_current
from warehouse.store.files import open_files
from warehouse.store.following import (
    FollowedStore,
    look_and_tell,
    roll_back_shared,
)

APART = PROJECT_ROOT / ".venv" / "buckets"
START = "from moto.server import main; main(['-H', '127.0.0.1', '-p', '{}'])"

pytestmark = [
    pytest.mark.store,
    pytest.mark.slow,
    pytest.mark.skipif(
        find_spec("obstore") is None or not APART.exists(),
        reason="make test-store installs client and server",
    ),
]


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """Return the address of a server with one bucket, `pazanga`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-c", START.format(port)],
        env=os.environ | {"PYTHONPATH": str(APART)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            try:
                httpx2.put(f"{address}/pazanga")
            except httpx2.HTTPError:
                time.sleep(0.2)
            else:
                break
        yield address
    finally:
        process.terminate()
        process.wait()


@pytest.fixture(autouse=True)
def keys(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "name")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "geheim-7")
    if "endpoint" in request.fixturenames:
        address = request.getfixturevalue("endpoint")
        monkeypatch.setenv("AWS_ENDPOINT_URL", address)


def test_machines_share_a_bucket(
    endpoint: str, settings: Settings, published: Snapshot, tmp_path: Path
) -> None:
    assert endpoint
    shared = StoreSettings(address="s3://pazanga/kaunas")
    first = replace(settings, store=shared)
    second = replace(first, home=tmp_path / "second")
    store, late = FollowedStore(first), FollowedStore(second)
    late.take_over()
    store.take_over()
    store.finish(published, is_whole=False)
    with pytest.raises(StoreBusy):
        late.finish(published, is_whole=False)
    look_and_tell(second)
    assert read_current(second.warehouse_dir).sha256 == published.sha256
    again = roll_back_shared(second, published.name)
    assert again.sha256 == published.sha256
    store.take_over()
    store.finish(published, is_whole=True)
    for path in (first.originals_dir, second.originals_dir):
        assert path.exists() is (path == first.originals_dir)


def test_bucket_that_is_not_there_is_said(endpoint: str) -> None:
    assert endpoint
    with pytest.raises(StoreError, match="there is no such store"):
        open_files("s3://another/kaunas").list("published")
    assert dict(open_files("s3://pazanga/empty").list("published")) == {}


class Refusing(BaseHTTPRequestHandler):
    """Answers with the status that the bucket is named by."""

    def do_GET(self) -> None:
        status = int(self.path.strip("/")[:3])
        self.send_response(status)
        self.end_headers()
        self.wfile.write(b"<Error><Code>AccessDenied</Code></Error>")

    def log_message(self, *_: object) -> None:
        pass


@pytest.mark.parametrize(
    ("bucket", "words"),
    [("403", "refuses us"), ("401", "refuses us"), ("503", "HTTP 503")],
)
def test_refusals_are_said_without_the_keys(
    bucket: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Refusing) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        monkeypatch.setenv("AWS_ENDPOINT_URL", address)
        with pytest.raises(StoreError, match=words) as refused:
            open_files(f"s3://{bucket}").list("published")
        server.shutdown()
    for language in ("lt", "en"):
        assert "geheim-7" not in refused.value.text(language)


def test_bucket_out_of_reach_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    with pytest.raises(StoreError, match="does not answer"):
        open_files("s3://pazanga").list("published")


def test_keys_do_not_cross_a_network_in_the_clear(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://192.0.2.1:9000")
    with pytest.raises(StoreError, match="https://"):
        open_files("s3://pazanga").list("published")
