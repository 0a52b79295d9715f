"""A file as a reader gave it: its bytes are read once, and known by their hash.

A browser can put other bytes and another name under the id of an upload at any time.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file as it was when it was read.

    Attributes:
        file_id: Id of the upload; the browser chooses it.
        name: Name its owner gave it.
        sha256: Hash of its bytes.
        content: Its bytes.
    """

    file_id: str
    name: str
    sha256: str
    content: bytes = field(repr=False, compare=False)

    @property
    def key(self) -> str:
        """Return what tells it from others, and from itself with other bytes."""
        return f"{self.file_id}_{self.sha256}"


def read_given(file: UploadedFile) -> GivenFile:
    """Read a file as it is now; what is put in its place later changes nothing."""
    content = file.getvalue()
    digest = hashlib.sha256(content).hexdigest()
    return GivenFile(file.file_id, file.name, digest, content)
