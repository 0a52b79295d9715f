"""A command that meets trouble says so in one message, with its exit code."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pazanga.cli.ending import _run
from pazanga.settings import PROJECT_ROOT, Settings
from warehouse.snapshots import Snapshot


def environment_of(settings: Settings, **more: str) -> dict[str, str]:
    return {
        **os.environ,
        "PAZANGA_HOME": str(settings.home),
        "PAZANGA_DATA": str(settings.data),
        **more,
    }


def run(settings: Settings, *words: str, **more: str) -> tuple[int, str, str]:
    """Give the exit code, what was printed, and what was complained of."""
    ended = subprocess.run(
        [sys.executable, "-m", "pazanga", *words],
        check=False,
        cwd=PROJECT_ROOT,
        env=environment_of(settings, **more),
        capture_output=True,
        encoding="utf-8",
        errors="replace",
    )
    return ended.returncode, ended.stdout, ended.stderr


@pytest.mark.few(4)
@pytest.mark.parametrize("language", ["lt", "en"])
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("refresh --nosuch", "--nosuch", id="no_option"),
        pytest.param("nosuch", "pazanga --help", id="no_command"),
        pytest.param("sql", "query", id="missing"),
        pytest.param("sql x --limit 0", "--limit", id="too_small"),
        pytest.param("template nosuch --out a.csv", "kind", id="unknown_kind"),
        pytest.param("status --home", "pazanga --help", id="no_value"),
    ],
)
def test_bad_words_are_one_line_that_names_them(
    settings: Settings, words: str, expected: str, language: str
) -> None:
    code, said, complaint = run(settings, *words.split(), PAZANGA_LANGUAGE=language)
    assert (code, said, len(complaint.splitlines())) == (2, "", 1)
    assert expected in complaint
    is_lithuanian = any(word in complaint for word in ("Kok", "Kaip", "reikšmė"))
    assert is_lithuanian == (language == "lt")


@pytest.mark.few(2)
@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("status", "lt"),
        ("path", "en"),
        ("sql x", "lt"),
        ("rollback", "en"),
        ("refresh", "lt"),
        ("demo", "en"),
        ("demo --remove", "lt"),
    ],
)
def test_home_that_is_a_file_is_one_message(
    settings: Settings, words: str, language: str
) -> None:
    settings.home.write_text("x")
    more = {"PAZANGA_LANGUAGE": language, "PAZANGA_DATA": f"{PROJECT_ROOT}/data"}
    code, said, complaint = run(settings, *words.split(), **more)
    assert code == 2
    assert "Traceback" not in complaint
    assert str(settings.home) in said + complaint
    assert ("atikrinkite" in said + complaint) == (language == "lt")


def test_demo_without_a_plan_makes_nothing(settings: Settings) -> None:
    code, said, complaint = run(settings, "demo", PAZANGA_LANGUAGE="en")
    assert (code, said) == (2, "")
    assert "no plan package" in complaint
    assert not settings.home.exists()


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("lt", "KLAIDA: Mokyklų rodmenys"),
        ("en", "ERROR: "),
    ],
)
def test_broken_promise_is_complained_of_and_stays_in_the_status(
    settings: Settings, published: Snapshot, language: str, expected: str
) -> None:
    results = settings.packages_dir / "birstonas" / "exam_results.csv"
    with results.open("a", encoding="utf-8") as rows:
        rows.write("G9,VBE,share_36_100,lt,2021-2022,50,percent,plain,50,\n")
    for _ in range(2):
        code, said, complaint = run(settings, "refresh", PAZANGA_LANGUAGE=language)
        assert (code, len(complaint.splitlines())) == (1, 1)
        assert complaint.startswith(expected)
        assert expected not in said
        assert published.name in said
    lines = run(settings, "status", PAZANGA_LANGUAGE=language)[1].splitlines()
    assert [line.strip() for line in lines].count(complaint.strip()) == 1


def damage_pointer(shown: Snapshot) -> None:
    (shown.path.parents[1] / "CURRENT").write_text("{")


def point_elsewhere(shown: Snapshot) -> None:
    pointer = shown.path.parents[1] / "CURRENT"
    entry = json.loads(pointer.read_text()) | {"snapshot": "../../x.duckdb"}
    pointer.write_text(json.dumps(entry))


def damage_snapshot(shown: Snapshot) -> None:
    shown.path.chmod(0o600)
    shown.path.write_text("x")


def remove_snapshot(shown: Snapshot) -> None:
    shown.path.unlink()


@pytest.mark.few(2)
@pytest.mark.parametrize(
    "damage", [damage_pointer, point_elsewhere, damage_snapshot, remove_snapshot]
)
def test_damaged_home_is_said_and_healed_by_a_refresh(
    settings: Settings, published: Snapshot, damage: Callable[[Snapshot], None]
) -> None:
    damage(published)
    for words in (["status"], ["sql", "select 1"], ["rollback"]):
        code, said, complaint = run(settings, *words)
        assert code == 2
        assert (said + complaint).count("duckdb") + complaint.count("CURRENT")
        assert "Traceback" not in complaint
    assert run(settings, "refresh")[0] == 0
    assert run(settings, "sql", "select 1 as one", "--format", "csv") == (
        0,
        "one\n1\n",
        "",
    )


def test_files_of_others_among_snapshots_are_left_alone(
    settings: Settings, published: Snapshot
) -> None:
    folder = published.path.parent
    names = ["0.duckdb", "zz.duckdb", "99991231T000000Z-notes.txt"]
    for name in names:
        (folder / name).write_text("x")
    (folder / "99991231T000000Z-1.duckdb").mkdir()
    (settings.warehouse_dir / "CURRENT").unlink()
    assert run(settings, "refresh")[0] == 0
    assert run(settings, "rollback", "zz.duckdb")[0] == 2
    assert all((folder / name).read_text() == "x" for name in names)


def test_run_log_of_others_is_passed_over(
    settings: Settings, published: Snapshot
) -> None:
    with (settings.warehouse_dir / "runs.jsonl").open("ab") as log:
        log.write(b'x\n[]\n"x"\n{"run_id": 1}\n\xff\xfe\n{"x": {}}\n')
    assert run(settings, "status")[0] == 0
    assert run(settings, "refresh") == (
        0,
        f"Nieko naujo. Rodoma: {published.name}\n",
        "",
    )


@pytest.mark.parametrize("words", ["--help", "status", "refresh", "path --home /no"])
def test_terminal_without_our_letters_gets_others(
    settings: Settings, published: Snapshot, words: str
) -> None:
    ascii_only = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    code, said, complaint = run(settings, *words.split(), **ascii_only)
    assert code == (2 if "/no" in words else 0)
    assert said or complaint
    assert "Traceback" not in complaint
    assert published


@pytest.mark.parametrize("words", ["status", "refresh", "sql select+1", "--help"])
def test_reader_that_is_gone_ends_a_command_quietly(
    settings: Settings, published: Snapshot, words: str
) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    ended = subprocess.run(
        [sys.executable, "-m", "pazanga", *words.replace("+", " ").split(" ", 1)],
        check=False,
        cwd=PROJECT_ROOT,
        env=environment_of(settings),
        stdout=writer,
        stderr=subprocess.PIPE,
    )
    os.close(writer)
    assert (ended.returncode, ended.stderr) == (141, b"")
    assert published


def test_ctrl_c_ends_a_refresh_in_one_line(
    settings: Settings, published: Snapshot
) -> None:
    shutil.copytree(
        PROJECT_ROOT / "data" / "packages" / "kaunas",
        settings.packages_dir / "kaunas",
    )
    child = subprocess.Popen(
        [sys.executable, "-m", "pazanga", "refresh"],
        cwd=PROJECT_ROOT,
        env=environment_of(settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    building = settings.warehouse_dir / "building"
    while child.poll() is None and not building.exists():
        time.sleep(0.01)
    child.send_signal(signal.SIGINT)
    _, complaint = child.communicate()
    assert (child.returncode, complaint) == (130, "Nutraukta.\n")
    assert not building.exists()
    assert run(settings, "path")[1] == f"{published.path}\n"


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_full_disk_under_the_output_is_one_message(
    settings: Settings, published: Snapshot, unbuffered: str
) -> None:
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "pazanga", "status"],
            check=False,
            cwd=PROJECT_ROOT,
            env={
                **environment_of(settings, PAZANGA_LANGUAGE="en"),
                "PYTHONUNBUFFERED": unbuffered,
            },
            stdout=full,
            stderr=subprocess.PIPE,
        )
    assert ended.returncode == 2
    [complaint] = ended.stderr.splitlines()
    assert complaint.startswith(b"<stdout>: No space left on device")
    assert published


def test_empty_variables_are_as_none(settings: Settings) -> None:
    empty = {"PAZANGA_LANGUAGE": "", "PAZANGA_HOME": "", "PAZANGA_DATA": ""}
    code, _, complaint = run(settings, "path", **empty)
    assert code in {0, 2}
    assert f"{PROJECT_ROOT}/var/warehouse" in complaint or code == 0


@pytest.mark.few(2)
@pytest.mark.parametrize("megabytes", [200, 500, 700, 1000, 1200])
def test_little_memory_is_one_line_that_says_how_much(
    settings: Settings, megabytes: int
) -> None:
    command = f"ulimit -v {megabytes << 10}; exec {sys.executable} -m pazanga status"
    ended = subprocess.run(
        ["/bin/sh", "-c", command],
        check=False,
        cwd=PROJECT_ROOT,
        env=environment_of(settings, PAZANGA_LANGUAGE="en"),
        capture_output=True,
        encoding="utf-8",
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert f"may use {megabytes} MB" in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        ImportError("libarrow.so: failed to map segment from shared object"),
        type("PanicException", (BaseException,), {})("could not spawn threads: …"),
    ],
)
def test_memory_that_runs_out_is_one_line(
    error: BaseException, capsys: pytest.CaptureFixture[str]
) -> None:
    def run_out(**_: object) -> int:
        raise error

    assert _run(run_out, "en") == 2
    assert capsys.readouterr().err.startswith("The program ran out of memory.")


def test_other_mistakes_of_the_program_stay_what_they_are() -> None:
    def fail(**_: object) -> int:
        raise ImportError("x")

    with pytest.raises(ImportError):
        _run(fail, "en")
