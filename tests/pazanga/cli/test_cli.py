"""The command line as a person meets it: real processes, exact words, exit codes."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from pazanga.files.lock import hold_lock
from pazanga.settings import PROJECT_ROOT, Settings
from warehouse.snapshots import Snapshot


def run(
    settings: Settings, *arguments: str, language: str = "en"
) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "PAZANGA_HOME": str(settings.home),
        "PAZANGA_DATA": str(settings.data),
        "PAZANGA_LANGUAGE": language,
    }
    return subprocess.run(
        [sys.executable, "-m", "pazanga", *arguments],
        check=False,
        cwd=PROJECT_ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )


def test_help_lists_the_commands(settings: Settings) -> None:
    answer = run(settings, "--help")
    for command in ("extract", "refresh", "serve", "up", "status", "sql", "rollback"):
        assert f" {command} " in answer.stdout


def test_help_loads_no_heavy_library() -> None:
    loaded = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "pazanga", "--help"],
        check=True,
        cwd=PROJECT_ROOT,
        capture_output=True,
        text=True,
    ).stderr
    names = {line.rpartition("|")[2].strip() for line in loaded.splitlines()}
    assert "typer" in names
    assert names & {"duckdb", "polars", "streamlit", "dataframely", "plotly"} == set()


def test_refresh_path_and_status_agree(settings: Settings, published: Snapshot) -> None:
    refreshed = run(settings, "refresh")
    assert (refreshed.returncode, refreshed.stderr) == (0, "")
    assert refreshed.stdout == f"Nothing new. Shown: {published.name}\n"
    assert run(settings, "path").stdout == f"{published.path}\n"
    status = json.loads(run(settings, "status", "--json").stdout)
    assert status["snapshot"] == published.name
    assert [run["outcome"] for run in status["runs"]] == ["unchanged", "published"]
    assert {source["status"] for source in status["sources"]} == {"loaded"}
    assert 0 <= status["age_seconds"] < 3600


def test_status_speaks_lithuanian(settings: Settings, published: Snapshot) -> None:
    lines = run(settings, "status", language="lt").stdout.splitlines()
    assert lines[0] == f"Rodoma: {published.name}"
    assert lines[1].startswith("Paskelbta: ")
    assert "  plan_package:birstonas: 12 eilučių, pasikeitė prieš" in "\n".join(lines)


@pytest.mark.parametrize("command", ["path", "rollback", "sql select", "status"])
def test_nothing_published_is_one_sentence(settings: Settings, command: str) -> None:
    answer = run(settings, *command.split())
    assert answer.returncode == 2
    said = answer.stdout + answer.stderr
    assert re.search(r"Run “\S*pazanga refresh”", said)
    assert len(said.splitlines()) == 1


def test_options_may_stand_before_or_after_the_command(
    settings: Settings, published: Snapshot, tmp_path: Path
) -> None:
    elsewhere = Settings(home=tmp_path / "nowhere", data=settings.data)
    home = ["--home", str(settings.home)]
    expected = f"{published.path}\n"
    assert run(elsewhere, *home, "path").stdout == expected
    assert run(elsewhere, "path", *home).stdout == expected


def test_unusable_package_is_one_message_and_code_2(
    settings: Settings, published: Snapshot
) -> None:
    (settings.packages_dir / "birstonas" / "goals.csv").write_text("x")
    answer = run(settings, "refresh")
    assert answer.returncode == 2
    assert "Traceback" not in answer.stderr
    assert answer.stderr.startswith(f"{settings.packages_dir}/birstonas/goals.csv")
    assert answer.stdout.endswith(f"Nothing new. Shown: {published.name}\n")


def test_up_serves_nothing_when_there_is_nothing(settings: Settings) -> None:
    answer = run(settings, "up", "--port", "0")
    assert answer.returncode == 2
    problem, next_step = answer.stderr.splitlines()
    assert "no plan package" in problem
    assert "nothing is published yet" in next_step


def test_busy_warehouse_is_code_3(settings: Settings) -> None:
    with hold_lock(settings.warehouse_dir):
        answer = run(settings, "refresh")
    assert answer.returncode == 3
    assert "another process is refreshing" in answer.stderr


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        pytest.param("csv", "activity_number,net_eur\n2,900.00\n", id="csv"),
        pytest.param(
            "json", '[{"activity_number":"2","net_eur":"900.00"}]\n', id="json"
        ),
    ],
)
def test_sql_writes_what_was_asked(
    settings: Settings, published: Snapshot, output: str, expected: str
) -> None:
    query = (
        "select activity_number, printed_net_eur as net_eur from marts.dim_activity"
        " where cost_role = 'rolled_up'"
    )
    answer = run(settings, "sql", query, "--format", output)
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, expected, "")
    assert published


def test_sql_writes_parquet(
    settings: Settings, published: Snapshot, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "pazanga", "--home", str(settings.home), "sql"]
    query = "select sum(net_eur) as net_eur from marts.fct_planned_cost"
    answer = subprocess.run(
        [*command, query, "--format", "parquet", "--seconds", "60"],
        check=True,
        cwd=PROJECT_ROOT,
        capture_output=True,
    )
    (tmp_path / "x.parquet").write_bytes(answer.stdout)
    rows = pl.read_parquet(tmp_path / "x.parquet")
    assert str(rows.item()) == "1000.03"
    assert published


@pytest.mark.parametrize(
    ("output", "code"), [("table", 0), ("csv", 4), ("json", 4), ("parquet", 4)]
)
def test_sql_says_that_it_truncates(
    settings: Settings, published: Snapshot, tmp_path: Path, output: str, code: int
) -> None:
    query = "select * from marts.dim_activity"
    words = ["sql", query, "--limit", "1", "--format", output]
    answer = run(settings, *words, "--out", str(tmp_path / "answer"))
    assert answer.returncode == code
    assert answer.stderr == (
        "Truncated: only 1 row is shown, there are more. --limit gives more.\n"
    )
    assert published


def test_sql_writes_a_file_that_a_spreadsheet_opens(
    settings: Settings, published: Snapshot, tmp_path: Path
) -> None:
    query = "select 'Šiauliai' as \"=x\", '=1+1' as f"
    out = tmp_path / "findings.csv"
    answer = run(settings, "sql", query, "--format", "csv", "--out", str(out))
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "", "")
    expected = "'=x,f\nŠiauliai,'=1+1\n"
    assert out.read_bytes() == b"\xef\xbb\xbf" + expected.encode()
    assert run(settings, "sql", query, "--format", "csv").stdout == expected
    assert published


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param(["-- x = 1\nselect 1 as a"], "a\n1\n", id="comment"),
        pytest.param(["--", "-- x\nselect 1 as a"], "a\n1\n", id="dashes"),
        pytest.param(["-"], "a\n2\n", id="input"),
    ],
)
def test_query_may_begin_with_a_comment_or_be_read(
    settings: Settings, published: Snapshot, words: list[str], expected: str
) -> None:
    command = [sys.executable, "-m", "pazanga", "sql", "--format", "csv"]
    answer = subprocess.run(
        [*command, "--home", str(settings.home), *words],
        check=True,
        cwd=PROJECT_ROOT,
        input="-- from a file\nselect 2 as a;\n",
        capture_output=True,
        text=True,
    )
    assert answer.stdout == expected
    assert published


def test_sql_cannot_write(settings: Settings, published: Snapshot) -> None:
    before = published.path.read_bytes()
    answer = run(settings, "sql", "drop table marts.dim_plan")
    assert answer.returncode == 2
    assert "found “DROP”" in answer.stderr
    assert published.path.read_bytes() == before


def test_unknown_language_is_said(settings: Settings) -> None:
    answer = run(settings, "path", language="xx")
    assert answer.returncode == 2
    assert answer.stderr == ("PAZANGA_LANGUAGE: tikėtasi „lt“ arba „en“, rasta „xx“.\n")


def test_rollback_to_the_one_before(
    settings: Settings, published: Snapshot, tmp_path: Path
) -> None:
    (settings.packages_dir / "birstonas").rename(tmp_path / "birstonas")
    shutil.copytree(
        PROJECT_ROOT / "data" / "packages" / "anyksciai",
        settings.packages_dir / "anyksciai",
    )
    assert run(settings, "refresh").returncode == 0
    assert run(settings, "path").stdout != f"{published.path}\n"
    answer = run(settings, "rollback")
    assert answer.stdout == (
        f"Shown: {published.name}. It stays until the data change.\n"
    )
    assert run(settings, "path").stdout == f"{published.path}\n"
    assert run(settings, "refresh").stdout.startswith("Nothing new.")
