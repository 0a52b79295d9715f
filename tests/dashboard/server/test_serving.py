from __future__ import annotations

import base64
import contextlib
import gc
import hashlib
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dashboard.server import warmup
from dashboard.server.document import read_document, translate_document
from dashboard.server.health import check_health, check_ready
from dashboard.server.security_headers import list_headers
from dashboard.server.server import build_app
from pazanga.settings import Settings
from warehouse.query.pool import RANGES
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from pazanga.texts import Language


def test_health_names_the_snapshot(shown_settings: Settings) -> None:
    status, body = check_health(shown_settings)
    current = read_current(shown_settings.warehouse_dir)
    assert (status, body["status"], body["snapshot"]) == (200, "ok", current.name)


def test_health_fails_before_anything_is_published(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, data=tmp_path)
    assert check_health(settings) == (503, {"status": "no_snapshot"})
    assert check_ready(settings) == (503, {"status": "no_snapshot"})


def test_health_fails_when_the_snapshot_is_no_database(
    shown_settings: Settings, tmp_path: Path
) -> None:
    shutil.copytree(shown_settings.home, tmp_path / "home")
    settings = Settings(home=tmp_path / "home", data=shown_settings.data)
    path = read_current(settings.warehouse_dir).path
    assert check_ready(settings)[1]["status"] == "ready"
    # The file is another one: what this process holds open is whole.
    path.unlink()
    path.write_bytes(b"no database")
    assert check_ready(settings)[1]["status"] == "ready_stale"
    code, body = check_health(settings)
    assert (code, body["status"]) == (503, "snapshot_unreadable")
    assert str(tmp_path) not in body["reason"]


@pytest.mark.parametrize("language", ["lt", "en"])
def test_document_says_language_and_title_before_streamlit_starts(
    language: Language,
) -> None:
    document = translate_document(read_document(), language)
    assert f'<html lang="{language}">' in document
    assert document.index("boot.js") < document.index('type="module"')
    assert document.index("boot.css") < document.index('type="module"')
    assert document.index('id="curtain"') < document.index('id="root"')


def test_headers_allow_inline_scripts_by_their_hash_only() -> None:
    policy = list_headers("<script>go()</script>")["Content-Security-Policy"]
    digest = base64.b64encode(hashlib.sha256(b"go()").digest()).decode()
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert f"'sha256-{digest}'" in scripts
    assert "unsafe-inline" not in scripts
    assert "unsafe-eval" not in scripts.replace("wasm-unsafe-eval", "")


@pytest.mark.parametrize("is_published", [True, False])
def test_warm_up_freezes_the_heap_with_and_without_data(
    shown_settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    is_published: bool,
) -> None:
    frozen: list[bool] = []
    monkeypatch.setattr(gc, "freeze", lambda: frozen.append(True))
    empty = Settings(home=tmp_path, data=tmp_path)
    warmup.warm_up(shown_settings if is_published else empty)
    assert frozen == [True]


def test_app_answers_documents_and_health_itself(shown_settings: Settings) -> None:
    app = build_app(shown_settings)
    paths = {getattr(route, "path", "") for route in app._user_routes}
    files = {"/answer.js", "/boot.css", "/boot.js", "/editor.js"}
    assert {"/", "/spending", "/healthz", "/readyz", "/mcp"} | files <= paths


def find_children(pid: int) -> list[str]:
    """Return the commands of a process's children."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            parent = (path / "stat").read_text().rpartition(")")[2].split()[1]
            if parent == str(pid):
                found.append((path / "cmdline").read_text())
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="Linux tells it")
def test_first_query_finds_processes_that_wait(shown_settings: Settings) -> None:
    command = ["-m", "pazanga", "--home", str(shown_settings.home), "serve"]
    with subprocess.Popen(
        [sys.executable, *command, "--port", "0"], stdout=subprocess.PIPE
    ) as server:
        try:
            assert server.stdout
            assert b"http://127.0.0.1:" in server.stdout.readline()
            until = time.monotonic() + 60
            while time.monotonic() < until and server.poll() is None:
                waiting = [
                    one for one in find_children(server.pid) if "querying_child" in one
                ]
                if len(waiting) == RANGES.size:
                    break
                time.sleep(0.1)
            assert len(waiting) == RANGES.size
        finally:
            server.terminate()
    assert find_children(server.pid) == []
