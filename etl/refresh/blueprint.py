"""The empty warehouse of this program: made once, copied by every refresh.

    <home>/warehouse/blueprint/<program>.duckdb   all tables and views, with comments
    <home>/warehouse/blueprint/<program>.json     its checksum, the models in order

To make tables, views and comments takes longer than to fill them with a plan. One that
is missing, damaged, or of another program is made anew; nothing else is kept there.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from etl.refresh.inputs import hash_program
from etl.refresh.raw import create_raw
from pazanga.files.durable import move_into_place, replace_text
from warehouse.build import MODELS_DIR, create_models
from warehouse.connection import open_building
from warehouse.descriptions import read_descriptions
from warehouse.integrity import hash_file
from warehouse.lineage import Model, read_models
from warehouse.ops import create_ops

if TYPE_CHECKING:
    from pathlib import Path

BLUEPRINT: Final = "blueprint"


def copy_blueprint(warehouse_dir: Path, path: Path) -> list[Model]:
    """Copy the empty warehouse to a path; return its models in order of building.

    The caller holds the lock.

    Args:
        warehouse_dir: `Settings.warehouse_dir`.
        path: File that does not exist yet.

    Raises:
        ModelError: A model cannot be read, ordered or run.
        DescriptionError: A model or one of its columns is not described.
        OSError: The disk is full or not writable.
    """
    blueprint, models = find_blueprint(warehouse_dir)
    shutil.copyfile(blueprint, path)
    return models


def find_blueprint(warehouse_dir: Path) -> tuple[Path, list[Model]]:
    """Find the empty warehouse, or make it; return its file and its models in order.

    The caller holds the lock.

    Args:
        warehouse_dir: `Settings.warehouse_dir`.

    Raises:
        ModelError: A model cannot be read, ordered or run.
        DescriptionError: A model or one of its columns is not described.
        OSError: The disk is full or not writable.
    """
    blueprint = warehouse_dir / BLUEPRINT / f"{hash_program()[:16]}.duckdb"
    return blueprint, read_blueprint(blueprint) or make_blueprint(blueprint)


def make_blueprint(blueprint: Path) -> list[Model]:
    """Make the empty warehouse alone in its folder; return its models in order.

    Raises:
        ModelError: A model cannot be read, ordered or run.
        DescriptionError: A model or one of its columns is not described.
        OSError: The disk is full or not writable.
    """
    make_room(blueprint.parent)
    fresh = blueprint.with_suffix(".new")
    with open_building(fresh) as connection:
        create_ops(connection)
        create_raw(connection)
        models = read_models(connection, MODELS_DIR)
        create_models(connection, models, read_descriptions(MODELS_DIR, models))
    move_into_place(fresh, blueprint)
    listed = [asdict(model) | {"references": [*model.references]} for model in models]
    words = {"sha256": hash_file(blueprint), "models": listed}
    replace_text(blueprint.with_suffix(".json"), json.dumps(words))
    return models


def make_room(folder: Path) -> None:
    """Make a folder empty, whatever lies in its place."""
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def read_blueprint(blueprint: Path) -> list[Model] | None:
    """Return the models of an empty warehouse in order; None where it is not whole."""
    try:
        words = json.loads(blueprint.with_suffix(".json").read_bytes())
        if words["sha256"] != hash_file(blueprint):
            return None
        return [
            Model(**{**model, "references": frozenset(model["references"])})
            for model in words["models"]
        ]
    except (OSError, ValueError, KeyError, TypeError):
        return None
