"""A frozen page: all of it in one file, nothing from elsewhere, and signed."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from dashboard.frozen import command, document
from dashboard.frozen.command import check_file, freeze_page
from dashboard.frozen.markup import settle_markup
from dashboard.frozen.minisign import check, open_key, sign
from dashboard.headless.addresses import parse_address
from dashboard.headless.drawn_page import run_page
from pazanga.errors import FrozenError, PageError
from pazanga.settings import Settings
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from pathlib import Path

ADDRESS = "http://127.0.0.1:8501/spending?area=steam&lang=en"
DATA = re.compile(r'href="data:([\w/+]+);base64,([^"]+)" download="([^"]+)"')


@pytest.fixture(scope="module")
def own_settings(
    fed_settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Settings:
    """A copy of the home, since a key is made in it."""
    home = tmp_path_factory.mktemp("frozen") / "home"
    shutil.copytree(fed_settings.home, home)
    return Settings(home=home, data=fed_settings.data)


@pytest.fixture(scope="module")
def frozen(own_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp("out") / "page.html"
    freeze_page(own_settings, ADDRESS, path)
    return path


def test_file_holds_the_page_its_proofs_sources_and_snapshot(
    frozen: Path, own_settings: Settings
) -> None:
    said = frozen.read_text(encoding="utf-8")
    page = run_page(own_settings, parse_address(ADDRESS))
    snapshot = read_current(own_settings.warehouse_dir)
    assert '<html lang="en">' in said
    assert "€1,350.00" in said  # computed anew, to the cent
    assert said.count('<td class="text">the same</td>') >= 3
    found = re.search(r"(\d+) figures computed anew: (\d+) the same", said)
    assert found
    assert found[1] == found[2] == str(said.count('<tr id="p'))
    assert snapshot.name in said
    assert snapshot.sha256 in said
    assert "/spending?area=steam&amp;lang=en" in said
    assert "birstonas.txt" in said
    assert page.charts
    assert "Robotikos kabinetas" in said


def test_tables_and_charts_can_be_taken_from_the_file(frozen: Path) -> None:
    found = {
        name: (kind, base64.b64decode(content))
        for kind, content, name in DATA.findall(frozen.read_text(encoding="utf-8"))
    }
    kinds = [kind for kind, _ in found.values()]
    assert "text/csv" in kinds
    assert "image/svg+xml" in kinds
    csv = next(content for kind, content in found.values() if kind == "text/csv")
    assert b"Robotikos kabinetas" in csv
    assert b"1000.00" in csv


def test_file_needs_nothing_from_elsewhere(frozen: Path) -> None:
    said = frozen.read_text(encoding="utf-8")
    assert "default-src 'none'" in said
    assert "<script" not in said
    assert "<form" not in said
    linked = set(re.findall(r'(?:href|src)="([^"]*)"', said))
    assert all(one.startswith(("#p", "data:")) for one in linked)
    anchors = {one[1:] for one in linked if one.startswith("#")}
    assert anchors <= set(re.findall(r'id="(p\d+)"', said))
    assert anchors
    assert "url(" not in re.sub(r"<style>.*?</style>", "", said, flags=re.DOTALL)
    assert str(frozen.parent) not in said


def test_all_rows_are_there(own_settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "proof.html"
    freeze_page(own_settings, "/proof?figure=planned", path)
    titles = ("Robotikos kabinetas", "Mokymai vadovams", "Vaikų būrelis", "Pirma dalis")
    said = path.read_text(encoding="utf-8")
    assert all(title in said for title in titles)


def test_words_of_a_plan_stay_words(own_settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "activity.html"
    freeze_page(own_settings, "/activity?key=birstonas:2:1", path)
    said = path.read_text(encoding="utf-8")
    assert "&lt;b&gt;erdvė" in said
    assert "<b>erdvė" not in said


@pytest.mark.parametrize(
    ("markup", "settled"),
    [
        ('<a href="x?y=1" class="proof">5</a>', '<a class="proof" href="#p1">5</a>'),
        ('<a href="javascript:go()">5</a>', "<span>5</span>"),
        ('<p onclick="go()" id="a">x</p>', '<p id="a">x</p>'),
        ("<script>go()</script><p>x</p>", "<p>x</p>"),
        ('<details class="take"><p>x</p></details>', ""),
        ('<svg viewBox="0 0 1 1"><path d="M0"></path></svg>', None),
    ],
)
def test_markup_is_left_without_what_does_something(
    markup: str, settled: str | None
) -> None:
    found = settle_markup(markup, {"x?y=1": "p1"})
    if settled is None:
        assert 'd="M0"' in found
    else:
        assert found == settled


def test_sum_is_of_the_file_itself(frozen: Path) -> None:
    content = frozen.read_bytes()
    said = document.read_sum(content)
    assert said
    bare = content.replace(said.encode(), b"0" * 64, 1)
    assert hashlib.sha256(bare).hexdigest() == said == document.compute_sum(content)


@pytest.mark.parametrize(
    ("old", "new", "marks"),
    [(b"", b"", "✓✓"), (b"1,350.00", b"1,950.00", "✗✗")],
    ids=["as written", "changed"],
)
def test_change_is_noticed(
    frozen: Path,
    own_settings: Settings,
    tmp_path: Path,
    old: bytes,
    new: bytes,
    marks: str,
) -> None:
    path = tmp_path / frozen.name
    shutil.copy(f"{frozen}.minisig", f"{path}.minisig")
    content = frozen.read_bytes()
    path.write_bytes(content.replace(old, new, 1) if old else content)
    code, lines = check_file(own_settings, path, "")
    assert (code, "".join(line[0] for line in lines)) == (int("✗" in marks), marks)


def test_who_recomputes_the_sum_is_betrayed_by_the_signature(
    frozen: Path, own_settings: Settings, tmp_path: Path
) -> None:
    path = tmp_path / frozen.name
    shutil.copy(f"{frozen}.minisig", f"{path}.minisig")
    content = frozen.read_bytes()
    changed = content.replace(b"1,350.00", b"1,950.00")
    said = document.read_sum(content) or ""
    summed = document.compute_sum(changed)
    path.write_bytes(changed.replace(said.encode(), summed.encode(), 1))
    code, lines = check_file(own_settings, path, "")
    assert (code, lines[0][0], lines[1][0]) == (1, "✓", "✗")


def test_key_of_another_home_is_not_trusted(
    frozen: Path, own_settings: Settings, tmp_path: Path
) -> None:
    other = open_key(tmp_path / "keys" / "frozen.key")
    own = open_key(own_settings.home / "keys" / "frozen.key")
    assert check_file(own_settings, frozen, other.public)[0] == 1
    elsewhere = Settings(home=tmp_path / "empty", data=own_settings.data)
    assert check_file(elsewhere, frozen, own.public)[0] == 0
    with pytest.raises(FrozenError) as caught:
        check_file(elsewhere, frozen, "")
    assert caught.value.name == "no_key"


def test_signed_comment_cannot_be_changed(tmp_path: Path) -> None:
    key = open_key(tmp_path / "keys" / "a.key")
    signature = sign(b"content", "as it was", key)
    assert check(b"content", signature, key.public) == "as it was"
    forged = signature.replace("as it was", "otherwise")
    assert check(b"content", forged, key.public) is None
    with pytest.raises(FrozenError):
        check(b"content", "nothing", key.public)
    with pytest.raises(FrozenError):
        check(b"content", signature, "RWQx")
    assert (tmp_path / "keys" / "a.key").stat().st_mode & 0o077 == 0


@pytest.mark.skipif(not shutil.which("minisign"), reason="minisign is not installed")
def test_minisign_checks_the_file(frozen: Path, own_settings: Settings) -> None:
    key = open_key(own_settings.home / "keys" / "frozen.key")
    call = ["minisign", "-Vm", str(frozen), "-P", key.public]
    assert b"verified" in subprocess.run(call, check=True, capture_output=True).stdout


def test_refusals(own_settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(FrozenError) as caught:
        freeze_page(own_settings, "/spending", tmp_path / "page.pdf")
    assert caught.value.name == "ending_unknown"
    with pytest.raises(PageError):
        freeze_page(own_settings, "/nothing", tmp_path / "page.html")
    assert list(tmp_path.iterdir()) == []


def test_file_may_not_be_too_large(
    own_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "MOST_BYTES", 10_000)
    with pytest.raises(FrozenError) as caught:
        freeze_page(own_settings, "/spending", tmp_path / "page.html")
    assert caught.value.name == "too_large"
    assert list(tmp_path.iterdir()) == []
