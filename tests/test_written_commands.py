"""Every command that README and the runbooks write works as it is written."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest
import typer.main
from plan_docx import write_docx
from plan_form import Look, lay_out
from typer.core import TyperGroup

from pazanga.cli.app import app
from pazanga.settings import PROJECT_ROOT

DOCS = PROJECT_ROOT / "docs"
PAGES = [
    PROJECT_ROOT / "README.md",
    *sorted((DOCS / "runbooks").glob("*.md")),
    DOCS / "workbooks.md",
    DOCS / "mappings.md",
]
"""In the order a reader meets them: each goes on where the one before ended."""

NEEDS_ROOT = "sudo "
"""Lines that set up a user or systemd: the files they name are checked instead."""
NOT_RUN = {
    "cp pataisyti.xlsx var/inbox/ && pazanga refresh   "
    "# once corrected, like any other file": "a person corrects it: see test_settling",
    "make install": "see test_fresh_machine.py",
    "git clone <this repository> pazanga && cd pazanga": "this is the clone",
    'curl -H "Authorization: Bearer pzg_…" https://pazanga.example.lt/api/v1/': (
        "nobody's address; tokens are tried in test_matrix.py"
    ),
    "make run": "serves until it is stopped; see test_fresh_machine.py",
    **dict.fromkeys(
        (
            "podman build -f deploy/Containerfile -t pazanga .",
            (
                "podman run --network host --read-only --tmpfs /tmp --cap-drop all"
                " --security-opt no-new-privileges \\"
            ),
            "    --memory 4g --volume pazanga:/var/lib/pazanga pazanga",
        ),
        "needs a container engine; see test_container.py",
    ),
}
MADE_UP = {
    "20261121T040003Z-abcdef01.duckdb": '"$(ls -t var/warehouse/snapshots | tail -1)"',
    "<home>/warehouse/snapshots/<file>": '"$(pazanga path)"',
}
"""Names in examples that only the reader knows, and what stands for them here."""
SERVED = "127.0.0.1:8501"
"""Where `pazanga serve` answers: a block that asks it is run beside a server."""

DUCKDB = """#!{python}
import sys
import duckdb
flag, path, *queries = sys.argv[1:]
assert flag == "-readonly"
connection = duckdb.connect(path, read_only=True)
for query in queries or ["select 1"]:
    print(connection.execute(query).fetchall())
"""
"""Stands in for DuckDB's own command line, which is not among what is installed."""

PAYMENTS = (
    "Plano kodas;Veiklos Nr.;Data;Dokumento Nr.;Tiekėjas;"
    "Suma be PVM, Eur;PVM, Eur;Finansavimo šaltinis;Etapas\n"
    "kaunas;1;2024-05-31;SF-1;UAB Pavyzdys;100,00;21,00;EGADP;įvykdyta\n"
    "kaunas;1;2024-05-31;SF-2;UAB Pavyzdys;šimtas;0,00;EGADP;įvykdyta\n"
)
"""One good row, and one that is put aside."""
LEDGER = "Priemonė;Suma;Data;Tiekėjas;Dok.\n1.1;100,00;2024-05-31;UAB Pavyzdys;SF-1\n"
CODES = "kodas;veikla\n1.1;1\n"


def list_blocks() -> Iterator[tuple[str, str]]:
    """Give the shell blocks of every page, by page and number."""
    for page in PAGES:
        blocks = re.findall(r"```sh\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
        for number, block in enumerate(blocks, start=1):
            yield f"{page.name} {number}", block


def list_named_calls() -> Iterator[tuple[str, str]]:
    """Give every `pazanga …` in code, of every page of the project."""
    pages = [*PAGES, *DOCS.rglob("*.md"), PROJECT_ROOT / "CONTRIBUTING.md"]
    for page in sorted(set(pages)):
        text = page.read_text("utf-8")
        code = [
            block for _, block in re.findall(r"```(\w*)\n(.*?)```", text, re.DOTALL)
        ]
        code += re.findall(r"`(pazanga [^`\n]+)`", text)
        for piece in code:
            for call in re.findall(r"(?:^|[\s(])pazanga ([a-z][^\n#|&;)`]*)", piece):
                yield page.name, call.strip()


def test_every_page_of_commands_is_read() -> None:
    names = {name.split()[0] for name, _ in list_blocks()}
    assert {"README.md", "load-data.md", "roll-back.md", "schedule.md"} <= names
    assert len(list(list_named_calls())) > 50


@pytest.mark.parametrize(("page", "call"), sorted(set(list_named_calls())))
def test_command_and_its_options_exist(page: str, call: str) -> None:
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    name, *words = call.split()
    assert name in group.commands, page
    called = [group, group.commands[name]]
    while isinstance(called[-1], TyperGroup) and words and words[0][:2] != "--":
        assert words[0] in called[-1].commands, page
        called.append(called[-1].commands[words.pop(0)])
    options = {
        option
        for command in called
        for parameter in command.params
        for option in (*parameter.opts, *parameter.secondary_opts)
    }
    given = {word.split("=")[0] for word in words if re.match(r"--\w", word)}
    assert given <= {*options, "--help"}, page


def test_lines_for_root_name_files_there_are() -> None:
    lines = [
        line
        for _, block in list_blocks()
        for line in block.splitlines()
        if line.startswith(NEEDS_ROOT)
    ]
    assert len(lines) > 5
    for word in " ".join(lines).split():
        if word.startswith("deploy/"):
            assert (PROJECT_ROOT / word).exists()
        if word.startswith("pazanga-"):
            assert (PROJECT_ROOT / "deploy" / f"{word}.service").exists()


def test_every_target_of_make_exists() -> None:
    makefile = (PROJECT_ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    pages = [*PAGES, PROJECT_ROOT / "CONTRIBUTING.md"]
    named = {
        target
        for page in pages
        for words in re.findall(r"`make ([a-z -]+)", page.read_text("utf-8"))
        for target in words.split()
    }
    assert "test" in named
    assert named <= targets


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project as a reader has it, with the environment made."""
    folder = tmp_path_factory.mktemp("reader") / "pazanga"
    folder.mkdir()
    for name in ("data", "deploy", "docs"):
        shutil.copytree(PROJECT_ROOT / name, folder / name)
    (folder / ".venv").symlink_to(Path(sys.prefix))
    facts = Path(__file__).parent / "etl/plans/whole/made_up_plan.toml"
    form = lay_out(tomllib.loads(facts.read_text("utf-8")), Look())
    write_docx(form, Look(), folder / "plan.docx")
    inbox = folder / "var" / "inbox"
    inbox.mkdir(parents=True)
    (inbox / "mokėjimai.csv").write_text(PAYMENTS, "utf-8")
    (folder / "eksportas.csv").write_text(LEDGER, "utf-8")
    (folder / "kodai.csv").write_text(CODES, "utf-8")
    tools = folder.parent / "tools"
    tools.mkdir()
    (tools / "duckdb").write_text(DUCKDB.format(python=sys.executable))
    (tools / "duckdb").chmod(0o755)
    return folder


@contextmanager
def served(clone: Path) -> Iterator[str]:
    """Serve the reader's home on a free port; give the address, stop at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "pazanga", "serve", "--port", str(port)],
        cwd=clone,
        env={**os.environ, "PAZANGA_DATA": str(clone / "data")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(600):
            with socket.socket() as asked:
                if asked.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)


def run_block(block: str, clone: Path) -> subprocess.CompletedProcess[str]:
    lines = [
        line
        for line in block.splitlines()
        if line not in NOT_RUN and not line.startswith(NEEDS_ROOT)
    ]
    script = "\n".join(lines)
    for name, stand_in in MADE_UP.items():
        script = script.replace(name, stand_in)
    tools = clone.parent / "tools"
    path = f"{Path(sys.executable).parent}:{tools}:{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],  # noqa: S607 - the reader's own
        check=False,
        cwd=clone,
        env={**os.environ, "PATH": path, "PAZANGA_DATA": str(clone / "data")},
        capture_output=True,
        text=True,
        timeout=600,
    )


@pytest.mark.slow
def test_blocks_run_as_they_are_written(clone: Path) -> None:
    """In order, in one home, as a reader would; `make run` refreshed it first."""
    assert run_block("pazanga refresh", clone).returncode == 0
    for name, block in list_blocks():
        with served(clone) if SERVED in block else nullcontext(SERVED) as address:
            ended = run_block(block.replace(SERVED, address), clone)
        assert ended.returncode == 0, f"{name}\n{block}\n{ended.stdout}{ended.stderr}"
        assert "Traceback" not in ended.stderr


def test_first_query_is_of_one_plan() -> None:
    text = PAGES[0].read_text("utf-8")
    for query in re.findall(r'pazanga sql "([^"]*sum\([^"]*)"', text):
        assert re.search(r"plan_code = '\w+'", query)
