"""Where a shared store keeps its files: a folder that machines share, or a bucket."""

from __future__ import annotations

import errno
import os
import re
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol
from urllib.parse import urlsplit

from pazanga.errors import StoreError, UserError
from pazanga.files.durable import move_into_place, sync
from pazanga.settings.operation import LOCAL_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

FOLDER: Final = "file://"
BUCKET: Final = "s3://"

_PATIENCE: Final[Any] = {
    "connect_timeout": timedelta(seconds=10),
    "read_timeout": timedelta(seconds=60),
    "timeout": timedelta(hours=1),
}
"""How long a bucket may be silent, and how long one file may take in all."""

_RETRIES: Final[Any] = {"max_retries": 3, "retry_timeout": timedelta(seconds=60)}

_REFUSALS: Final = frozenset({"PermissionDeniedError", "UnauthenticatedError"})
_KEY_SERVICE: Final = "169.254.169.254"
"""Where machines in a cloud are given keys; asked only where no variable has any."""

_SENTENCES: Final = {
    _KEY_SERVICE: "store_without_credentials",
    "NoSuchBucket": "store_no_bucket",
    "builder error": "store_not_secure",
}
"""What tells an error of the client from others, and what is said of it."""

_STATUS: Final = re.compile(r"non-2xx status code: (\d{3})")

_OF_THE_DISK: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})


@dataclass(frozen=True, slots=True)
class Stored:
    """A file of a store: its bytes, and when it was written by the store's clock."""

    size: int
    written_at: datetime


class StoreFiles(Protocol):
    """What a store has to be able to do with files, by their names below its root.

    Every method raises `StoreError` where the store does not answer or refuses, and
    `OSError` where the disk of this machine is full.
    """

    def list(self, folder: str) -> Mapping[str, Stored]:
        """List the files of a folder by name; none where there is no folder."""

    def read(self, name: str) -> bytes:
        """Read a small file; `FileNotFoundError` where there is none."""

    def create(self, name: str, content: bytes) -> None:
        """Write a small file, whole or not at all; `FileExistsError` if it exists."""

    def put(self, path: Path, name: str) -> None:
        """Write a file from the disk, whole or not at all."""

    def get(self, name: str, path: Path) -> None:
        """Copy a file to the disk; `FileNotFoundError` where there is none."""

    def remove(self, names: Iterable[str]) -> None:
        """Remove files; those that are gone already do not matter."""


def open_files(address: str) -> StoreFiles:
    """Open the files of a store; nothing is asked yet.

    Args:
        address: `s3://bucket/folder`, or `file:///folder` that machines share.

    Raises:
        StoreError: The client for buckets is not installed.
    """
    if address.startswith(FOLDER):
        return FolderFiles(Path(address.removeprefix(FOLDER)))
    return BucketFiles(address.removeprefix(BUCKET).rstrip("/"))


class FolderFiles:
    """Files in a folder, e.g. of a network drive."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def list(self, folder: str) -> Mapping[str, Stored]:
        """List the files of a folder by name."""
        found = {}
        with self._said():
            if not self._root.is_dir():
                raise StoreError("store_no_bucket", place=self._root)
            for path in (self._root / folder).glob("[!.]*"):
                status = path.stat()
                moment = datetime.fromtimestamp(status.st_mtime, UTC)
                found[path.name] = Stored(status.st_size, moment)
        return found

    def read(self, name: str) -> bytes:
        """Read a small file."""
        with self._said():
            return (self._root / name).read_bytes()

    def create(self, name: str, content: bytes) -> None:
        """Write a small file beside its name; a link is made whole, and only once."""
        with self._said():
            path = self._root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh = _name_beside(path)
            try:
                fresh.write_bytes(content)
                sync(fresh)
                os.link(fresh, path)
                sync(path.parent)
            finally:
                fresh.unlink(missing_ok=True)

    def put(self, path: Path, name: str) -> None:
        """Write a file from the disk."""
        with self._said():
            target = self._root / name
            target.parent.mkdir(parents=True, exist_ok=True)
            fresh = _name_beside(target)
            try:
                shutil.copyfile(path, fresh)
                move_into_place(fresh, target)
            finally:
                fresh.unlink(missing_ok=True)

    def get(self, name: str, path: Path) -> None:
        """Copy a file to the disk."""
        with self._said():
            shutil.copyfile(self._root / name, path)

    def remove(self, names: Iterable[str]) -> None:
        """Remove files."""
        with self._said():
            for name in names:
                (self._root / name).unlink(missing_ok=True)

    @contextmanager
    def _said(self) -> Iterator[None]:
        with _say_failures(str(self._root)):
            yield


class BucketFiles:
    """Files in a bucket of S3, or of what speaks as it does.

    Where it is and who we are, the usual variables say (`AWS_ENDPOINT_URL`,
    `AWS_ACCESS_KEY_ID`, …), which only the client reads.

    Args:
        address: Bucket, and folder in it.
    """

    def __init__(self, address: str) -> None:
        if find_spec("obstore") is None:
            raise StoreError("store_client_missing")
        from obstore.store import S3Store  # noqa: PLC0415 - an optional extra

        self._place = f"{BUCKET}{address}"
        bucket, _, folder = address.partition("/")
        with self._said():
            self._bucket = S3Store(
                bucket,
                prefix=folder or None,
                client_options=_PATIENCE | {"allow_http": _is_own_endpoint()},
                retry_config=_RETRIES,
            )

    def list(self, folder: str) -> Mapping[str, Stored]:
        """List the files of a folder by name."""
        with self._said():
            try:
                found = self._bucket.list_with_delimiter(folder)["objects"]
            except FileNotFoundError as error:
                raise StoreError("store_no_bucket", place=self._place) from error
        return {
            one["path"].rpartition("/")[2]: Stored(one["size"], one["last_modified"])
            for one in found
        }

    def read(self, name: str) -> bytes:
        """Read a small file."""
        with self._said():
            return bytes(self._bucket.get(name).bytes())

    def create(self, name: str, content: bytes) -> None:
        """Write a small file, unless there is one (`If-None-Match: *`)."""
        from obstore.exceptions import AlreadyExistsError  # noqa: PLC0415

        with self._said():
            try:
                self._bucket.put(name, content, mode="create")
            except AlreadyExistsError as error:
                raise FileExistsError(name) from error

    def put(self, path: Path, name: str) -> None:
        """Write a file from the disk; of a large one nothing is seen until its end."""
        with self._said():
            self._bucket.put(name, path)

    def get(self, name: str, path: Path) -> None:
        """Copy a file to the disk."""
        with self._said(), path.open("wb") as copy:
            for chunk in self._bucket.get(name):
                copy.write(chunk)

    def remove(self, names: Iterable[str]) -> None:
        """Remove files."""
        with self._said():
            if listed := [*names]:
                self._bucket.delete(listed)

    @contextmanager
    def _said(self) -> Iterator[None]:
        with _say_failures(self._place):
            yield


def _is_own_endpoint() -> bool:
    """Whether buckets are on this machine, so that nobody listens on the way there."""
    names = ("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT")
    addresses = [os.environ[name] for name in names if os.environ.get(name)]
    return bool(addresses) and all(
        urlsplit(one).hostname in LOCAL_NAMES for one in addresses
    )


def _name_beside(path: Path) -> Path:
    """Return the name of a file that nobody lists, of this process alone."""
    return path.with_name(f".{path.name}.{os.getpid()}")


@contextmanager
def _say_failures(place: str) -> Iterator[None]:
    """Report in words why a store fails; not in its own, which may hold a secret."""
    try:
        yield
    except (UserError, FileNotFoundError, FileExistsError):
        raise
    except PermissionError as error:
        raise StoreError("store_refused", place=place) from error
    except Exception as error:  # the client's own are of no class of Python's
        if isinstance(error, OSError) and error.errno in _OF_THE_DISK:
            raise
        raise _explain(error, place) from error


def _explain(error: Exception, place: str) -> StoreError:
    """Choose the sentence for what the client of buckets says only as a text."""
    said = str(error)
    answer = _STATUS.search(said)
    if type(error).__name__ in _REFUSALS or (answer and answer[1] in {"401", "403"}):
        key = "store_without_credentials" if _KEY_SERVICE in said else "store_refused"
        return StoreError(key, place=place)
    for mark, name in _SENTENCES.items():
        if mark in said:
            return StoreError(name, place=place)
    if answer:
        why = f"HTTP {answer[1]}"
        return StoreError("store_not_reached", place=place, why=why)
    if "timed out" in said:
        return StoreError("store_not_reached", place=place, why=TimeoutError())
    if "error sending request" in said:
        lost = OSError(errno.EHOSTUNREACH, os.strerror(errno.EHOSTUNREACH))
        return StoreError("store_not_reached", place=place, why=lost)
    reason = error if isinstance(error, OSError) else type(error)
    return StoreError("store_not_reached", place=place, why=reason)
