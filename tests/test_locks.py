"""The locks hold all that is installed, under the names pip asks for."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from itertools import product

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from pazanga.settings import PROJECT_ROOT

LOCKS = (
    "run.txt",
    "dev.txt",
    "duckdb15.txt",
    "peers.txt",
    "spark.txt",
    "store.txt",
    "buckets.txt",
)
EXTRAS = {"run.txt": ["build"], "dev.txt": ["build", "dev"]}
SYSTEMS = {
    "linux": ("Linux", "posix", "x86_64"),
    "darwin": ("Darwin", "posix", "arm64"),
    "win32": ("Windows", "nt", "AMD64"),
}
PYTHONS = ("3.11", "3.12", "3.13", "3.14")

Environment = dict[str, str]


@dataclass(frozen=True)
class Pin:
    """One line of a lock, with its hashes."""

    requirement: Requirement
    hashes: int

    @property
    def version(self) -> str:
        return next(iter(self.requirement.specifier)).version


def read_lock(name: str) -> list[Pin]:
    text = (PROJECT_ROOT / "requirements" / name).read_text(encoding="utf-8")
    lines = re.sub(r"\\\n\s+", "", text).splitlines()
    return [
        Pin(Requirement(line.partition("--hash")[0]), line.count("--hash=sha256:"))
        for line in lines
    ]


def list_environments() -> Iterator[Environment]:
    for python, (system, (name, os_name, machine)) in product(PYTHONS, SYSTEMS.items()):
        yield {
            "implementation_name": "cpython",
            "implementation_version": f"{python}.0",
            "os_name": os_name,
            "platform_machine": machine,
            "platform_python_implementation": "CPython",
            "platform_release": "",
            "platform_system": name,
            "platform_version": "",
            "python_full_version": f"{python}.0",
            "python_version": python,
            "sys_platform": system,
        }


def is_asked(wanted: Requirement, extra: str, environment: Environment) -> bool:
    marker = wanted.marker
    return marker is None or marker.evaluate({**environment, "extra": extra})


def list_wanted(pin: Pin, environment: Environment) -> Iterator[Requirement]:
    """What an installed package asks for; one that is not installed here: nothing."""
    try:
        lines = distribution(pin.requirement.name).requires or []
    except PackageNotFoundError:
        assert pin.requirement.marker, f"{pin.requirement.name} is not installed"
        return
    for wanted in map(Requirement, lines):
        extras = ("", *pin.requirement.extras)
        if any(is_asked(wanted, extra, environment) for extra in extras):
            yield wanted


def find_missing(
    pins: list[Pin], wanted: list[Requirement], environment: Environment
) -> list[str]:
    """Give what is asked for and is not pinned under the very name it is asked by."""
    active = [pin for pin in pins if is_asked(pin.requirement, "", environment)]
    asked = [*wanted]
    for pin in active:
        asked += list_wanted(pin, environment)
    return [str(one) for one in asked if not any(covers(pin, one) for pin in active)]


def covers(pin: Pin, wanted: Requirement) -> bool:
    return (
        canonicalize_name(pin.requirement.name) == canonicalize_name(wanted.name)
        and pin.requirement.extras >= wanted.extras
        and wanted.specifier.contains(pin.version, prereleases=True)
    )


def list_declared(extras: list[str]) -> list[Requirement]:
    project = tomllib.loads((PROJECT_ROOT / "pyproject.toml").read_text())["project"]
    optional = project["optional-dependencies"]
    lines = [
        *project["dependencies"],
        *(one for key in extras for one in optional[key]),
    ]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize("name", EXTRAS)
def test_every_requirement_is_pinned_under_the_name_it_is_asked_by(name: str) -> None:
    pins, declared = read_lock(name), list_declared(EXTRAS[name])
    for environment in list_environments():
        assert find_missing(pins, declared, environment) == [], environment


@pytest.mark.parametrize("name", EXTRAS)
def test_one_environment_gets_one_version(name: str) -> None:
    for environment in list_environments():
        names = [
            pin.requirement.name
            for pin in read_lock(name)
            if is_asked(pin.requirement, "", environment)
        ]
        assert len(names) == len(set(names))


def test_pin_without_the_extra_it_is_asked_by_is_missing() -> None:
    asked = Requirement("coverage[toml]>=7.10.6")
    environment = next(list_environments())
    for line, missing in (
        ("coverage==7.17.3", [str(asked)]),
        (f"{asked.name}[toml]==7.17.3", []),
    ):
        pin = Pin(Requirement(line), 1)
        assert find_missing([pin], [asked], environment) == missing


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_is_exact_and_hashed(name: str) -> None:
    for pin in read_lock(name):
        operators = [one.operator for one in pin.requirement.specifier]
        assert (operators, pin.hashes > 0) == (["=="], True), pin.requirement.name


@pytest.mark.parametrize("name", LOCKS)
def test_locks_record_no_address(name: str) -> None:
    text = (PROJECT_ROOT / "requirements" / name).read_text(encoding="utf-8")
    for line in text.splitlines():
        assert re.fullmatch(
            r"[a-z0-9].*==.*|    --hash=sha256:[0-9a-f]{64}( \\)?", line
        )
        assert not re.search(r"://| @ |file:|--(?!hash)", line)


def test_versions_of_both_locks_agree() -> None:
    run, dev = (
        {(pin.requirement.name, pin.version) for pin in read_lock(name)}
        for name in EXTRAS
    )
    assert run <= dev


def test_nothing_is_resolved_at_install_time() -> None:
    lines = (PROJECT_ROOT / "Makefile").read_text(encoding="utf-8").splitlines()
    (definition,) = (line for line in lines if "pip install" in line)
    assert definition.startswith("PIP := ")
    assert definition.endswith(" --no-deps")
    installs = [line for line in lines if "$(PIP)" in line]
    assert len(installs) == 8
    for line in installs:
        assert "--require-hashes" in line or "--no-build-isolation -e ." in line


@pytest.mark.parametrize("name", ["spark.txt", "store.txt"])
def test_extras_change_nothing_that_is_installed(name: str) -> None:
    pinned = {str(pin.requirement) for pin in read_lock(name)}
    assert {str(pin.requirement) for pin in read_lock("run.txt")} <= pinned
