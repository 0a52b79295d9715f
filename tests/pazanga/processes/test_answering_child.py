"""A child that is limited: what it runs out of is said, and it never outlives us."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pazanga.processes.answering_child import Child, ChildError, ChildLimits

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="limits are those of Linux"
)
MODULE = """
import os, signal, sys, time

def answer(request):
    match request["do"]:
        case "echo":
            print("a library prints")
            return {"said": request["text"], "pid": os.getpid()}
        case "environment":
            return dict(os.environ)
        case "memory":
            return {"size": len(b"x" * (1 << 32))}
        case "hidden_memory":
            try:
                b"x" * (1 << 32)
            except MemoryError as error:
                raise ValueError("wrapped") from error
        case "sleep":
            time.sleep(60)
        case "spin":
            while True:
                pass
        case "abort":
            sys.stderr.write("memory allocation of 99 bytes failed")
            sys.stderr.flush()
            os.abort()
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "raise":
            raise IndexError("out of range")
        case "flood":
            return {"text": "x" * (3 << 20)}
        case "fill":
            with open(request["path"], "wb") as file:
                file.write(b"x" * (3 << 20))
"""
LIMITS = ChildLimits(memory_mb=512, seconds=2, file_mb=2, answer_mb=1)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Child]]:
    (tmp_path / "odd_child.py").write_text(MODULE)
    children = []

    def start(limits: ChildLimits = LIMITS, **environment: str) -> Child:
        known = {**os.environ, "PYTHONPATH": str(tmp_path), **environment}
        children.append(Child("odd_child", limits, known))
        return children[-1]

    yield start
    for child in children:
        child.close()


@pytest.mark.parametrize(
    ("do", "reason"),
    [
        ("memory", "memory"),
        ("hidden_memory", "memory"),
        ("abort", "memory"),
        ("sleep", "time"),
        ("spin", "time"),
        ("crash", "crash"),
        ("raise", "crash"),
        ("flood", "answer"),
    ],
)
def test_end_of_a_child_says_why(
    start: Callable[..., Child], do: str, reason: str
) -> None:
    child = start()
    with pytest.raises(ChildError) as caught:
        child.ask({"do": do})
    assert caught.value.reason == reason
    assert child.ask({"do": "echo", "text": "ąčę"})["said"] == "ąčę"


def test_request_may_be_given_less_time(start: Callable[..., Child]) -> None:
    child = start(ChildLimits(memory_mb=512, seconds=60))
    with pytest.raises(ChildError) as caught:
        child.ask({"do": "sleep"}, 0.5)
    assert (caught.value.reason, caught.value.limits.seconds) == ("time", 0.5)


def test_one_child_serves_many_and_keeps_answers_apart(
    start: Callable[..., Child],
) -> None:
    child = start()
    answers = [child.ask({"do": "echo", "text": text}) for text in ("a", "b\n", "c")]
    assert [answer["said"] for answer in answers] == ["a", "b\n", "c"]
    assert len({answer["pid"] for answer in answers}) == 1


def test_request_is_judged_in_a_fresh_child(start: Callable[..., Child]) -> None:
    child = start()
    child.ask({"do": "echo", "text": ""})
    with pytest.raises(ChildError) as caught:
        child.ask({"do": "raise"})
    assert caught.value.was_fresh
    assert "IndexError: out of range" in caught.value.why


def test_file_of_a_child_cannot_fill_the_disk(
    start: Callable[..., Child], tmp_path: Path
) -> None:
    with pytest.raises(ChildError):
        start().ask({"do": "fill", "path": str(tmp_path / "full")})
    assert (tmp_path / "full").stat().st_size <= 2 << 20


def test_child_knows_no_secrets(start: Callable[..., Child]) -> None:
    known = start(PAZANGA_MAIL="x", AWS_KEY="y", LC_ALL="C.UTF-8").ask(
        {"do": "environment"}
    )
    assert not {"PAZANGA_MAIL", "AWS_KEY"} & known.keys()
    assert known["LC_ALL"] == "C.UTF-8"


def test_child_ends_with_its_parent(
    start: Callable[..., Child], tmp_path: Path
) -> None:
    start()
    program = (
        "import os, time, pazanga.processes.answering_child as c\n"
        "child = c.Child('odd_child')\n"
        "print(child.ask({'do': 'echo', 'text': ''})['pid'], flush=True)\n"
        "child.ask({'do': 'spin'})\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    for _ in range(100):
        if not is_running(pid):
            break
        time.sleep(0.1)
    assert not is_running(pid)


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state not in {"Z", "X"}
