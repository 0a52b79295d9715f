"""Tokens: shown once, hashed, expiring, revoked at once."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from pazanga.access import tokens
from pazanga.access.journal import read_events
from pazanga.access.tokens import create_token, find_token, list_tokens, revoke_token
from pazanga.cli.app import app
from pazanga.errors import AccessError

if TYPE_CHECKING:
    from pathlib import Path

    from pazanga.settings import Settings

ALL = frozenset({"all"})


def test_a_token_is_found_and_not_kept(tmp_path: Path) -> None:
    given = create_token(tmp_path, "ataskaitos", "analyst", frozenset({"12"}), 30)
    other = create_token(tmp_path, "kita", "viewer", ALL, 30)
    assert given != other
    found = find_token(tmp_path, given)
    assert found
    assert (found.name, found.role, found.municipalities) == (
        "ataskaitos",
        "analyst",
        {"12"},
    )
    path = tmp_path / tokens.FILE
    assert given not in path.read_text()
    assert given[4:] not in path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("wrong", ["", "pzg_", "x", "pzg_" + "A" * 43, "ž" * 50])
def test_what_is_no_token_is_not_found(tmp_path: Path, wrong: str) -> None:
    given = create_token(tmp_path, "a", "viewer", ALL, 1)
    hashed = list_tokens(tmp_path)[0].sha256
    for one in (wrong, given[:-1], given + "x", given.upper(), hashed):
        assert find_token(tmp_path, one) is None


def test_a_token_expires(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = create_token(tmp_path, "a", "viewer", ALL, 1)
    assert find_token(tmp_path, given)
    monkeypatch.setattr(tokens.Token, "is_over", lambda _token: True)
    assert find_token(tmp_path, given) is None


def test_a_token_is_over_at_its_moment(tmp_path: Path) -> None:
    create_token(tmp_path, "a", "viewer", ALL, 2)
    token = list_tokens(tmp_path)[0]
    assert (token.expires_at - token.created_at).days == 2
    assert token.is_over(token.expires_at)
    assert not token.is_over(token.created_at)


def test_a_revoked_token_is_gone_at_once(tmp_path: Path) -> None:
    given = create_token(tmp_path, "a", "viewer", ALL, 1)
    revoke_token(tmp_path, "a")
    assert find_token(tmp_path, given) is None
    with pytest.raises(AccessError):
        revoke_token(tmp_path, "a")


def test_names_are_unique_and_plain(tmp_path: Path) -> None:
    create_token(tmp_path, "Power BI", "viewer", ALL, 1)
    for wrong in ("Power BI", "", " a", "a\nb", "../a", "x" * 61):
        with pytest.raises(AccessError):
            create_token(tmp_path, wrong, "viewer", ALL, 1)


@pytest.mark.parametrize("damage", ["{", "[1]", '[{"name": "a"}]', '"x"'])
def test_a_damaged_file_lets_nobody_in(tmp_path: Path, damage: str) -> None:
    given = create_token(tmp_path, "a", "admin", ALL, 1)
    (tmp_path / tokens.FILE).write_text(damage)
    with pytest.raises(AccessError):
        find_token(tmp_path, given)


def test_commands_make_list_and_revoke(settings: Settings) -> None:
    def run(*words: str) -> tuple[int, str]:
        options = ["--home", str(settings.home), "--data", str(settings.data)]
        answer = CliRunner().invoke(app, [*options, "token", *words])
        return answer.exit_code, answer.stdout

    code, said = run("create", "bi", "--role", "analyst", "--municipality", "12")
    assert code == 0
    assert find_token(settings.access_dir, said.strip())
    code, listed = run("list")
    assert "bi · analitikas · Birštono savivaldybė" in listed
    assert said.strip() not in listed
    assert run("revoke", "bi")[0] == 0
    assert find_token(settings.access_dir, said.strip()) is None
    assert run("create", "bi", "--role", "root")[0] == 2
    events = [event["event"] for event in read_events(settings.access_dir, 9)]
    assert events == ["token_revoked", "token_created"]
    assert said.strip() not in str(read_events(settings.access_dir, 9))
