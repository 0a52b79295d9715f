"""A small published snapshot, and a program that asks it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from anyio.from_thread import start_blocking_portal
from asking_program import TABLES, Program, make_program, publish_made_up

from pazanga.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from anyio.from_thread import BlockingPortal


@pytest.fixture(scope="session")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A published snapshot of made-up tables; only to be read."""
    folder = tmp_path_factory.mktemp("made_up")
    settings = Settings(home=folder, data=folder)
    publish_made_up(settings, TABLES, "20261130T040506Z-abcdef01.duckdb")
    return settings


@pytest.fixture(scope="session")
def portal() -> Iterator[BlockingPortal]:
    """A loop apart from this thread, where that of a browser may run."""
    with start_blocking_portal() as portal:
        yield portal


@pytest.fixture(scope="session")
def program(made_up: Settings, portal: BlockingPortal) -> Program:
    """A program that asks the made-up snapshot."""
    return make_program(made_up, portal)


@pytest.fixture
def own_settings(tmp_path: Path) -> Settings:
    """A home without data that a test may change."""
    return Settings(home=tmp_path, data=tmp_path)
