"""What the child does that reads files: one file a request, written as Parquet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from etl.inbox.parse_cache import read_and_store
from etl.workbooks.contract.reference_lists import use_reference_lists
from etl.workbooks.mappings import Mappings
from pazanga.errors import WorkbookError

if TYPE_CHECKING:
    from collections.abc import Mapping


def answer(request: Mapping[str, Any]) -> dict[str, Any]:
    """Read a file and write what it holds; the answer says whether that was possible.

    Args:
        request: `path` of the file, the `name` it is known by, the `place` to write
            to, the `mappings` of ledgers of another layout, and the folder `reference`
            with the lists of subjects and measures.
    """
    path, place = Path(request["path"]), Path(request["place"])
    use_reference_lists(Path(request["reference"]))
    try:
        mappings = Mappings.from_plain(request["mappings"])
        read_and_store(path, request["name"], place, mappings)
    except WorkbookError as error:
        return {"unreadable": error.fields}
    except OSError as error:
        return {"os_error": [error.errno, error.strerror, error.filename]}
    return {}
