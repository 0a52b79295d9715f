"""Detached signatures in the format of minisign, which anybody can check with it.

    minisign -Vm page.html -P RWQ…

A signature is Ed25519 over BLAKE2b of the file, a second one over the first and a line
of comment that says what was signed.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from pazanga.errors import FrozenError
from pazanga.files.private import keep_private

if TYPE_CHECKING:
    from pathlib import Path

ENDING: Final = ".minisig"
_KIND_OF_KEY: Final = b"Ed"
_KIND_OF_SIGNATURE: Final = b"ED"
_ID_BYTES: Final = 8
_KEY_BYTES: Final = 32
_SIGNATURE_BYTES: Final = 64
_UNTRUSTED: Final = "untrusted comment: "
_TRUSTED: Final = "trusted comment: "
_LINES: Final = 4


@dataclass(frozen=True, slots=True)
class SigningKey:
    """The key of a home.

    Attributes:
        private: Signs.
        public: The public key as minisign writes it.
    """

    private: Ed25519PrivateKey
    public: str


@dataclass(frozen=True, slots=True)
class FileSignature:
    """A signature that was read.

    Attributes:
        key_id: Which key made it.
        of_file: Signature of the file's digest.
        comment: What was signed, as whoever signed says.
        of_comment: Signature of both.
    """

    key_id: bytes
    of_file: bytes
    comment: str
    of_comment: bytes


def open_key(path: Path) -> SigningKey:
    """Read the key of a home, or make one where there is none.

    Args:
        path: Where it is kept, readable for its owner alone.

    Raises:
        FrozenError: What is there is no key.
        OSError: It cannot be read or written.
    """
    with keep_private(), suppress(FileExistsError):
        path.parent.mkdir(parents=True, exist_ok=True)
        # Never over one that is there: what it signed could not be checked any more.
        with path.open("x", encoding="ascii") as file:
            made = Ed25519PrivateKey.generate().private_bytes_raw()
            file.write(base64.b64encode(made).decode() + "\n")
    try:
        raw = base64.b64decode(path.read_text(encoding="ascii"), validate=False)
        private = Ed25519PrivateKey.from_private_bytes(raw)
    except ValueError as error:
        raise FrozenError("key_unreadable", path=str(path)) from error
    return SigningKey(private, write_public(private.public_key()))


def write_public(key: Ed25519PublicKey) -> str:
    """Write a public key as minisign does: kind, number of the key, key."""
    raw = key.public_bytes_raw()
    return base64.b64encode(_KIND_OF_KEY + _number_key(raw) + raw).decode()


def _number_key(raw: bytes) -> bytes:
    return hashlib.blake2b(raw, digest_size=_ID_BYTES).digest()


def sign(content: bytes, comment: str, key: SigningKey) -> str:
    """Return the signature file of a content.

    Args:
        content: What is signed.
        comment: What it is, on one line; it is signed too.
        key: Whose signature it is.
    """
    number = _number_key(key.private.public_key().public_bytes_raw())
    of_file = key.private.sign(_digest(content))
    of_comment = key.private.sign(of_file + comment.encode())
    first = base64.b64encode(_KIND_OF_SIGNATURE + number + of_file).decode()
    lines = (
        f"{_UNTRUSTED}signature of pazanga, public key {key.public}",
        first,
        f"{_TRUSTED}{comment}",
        base64.b64encode(of_comment).decode(),
    )
    return "\n".join(lines) + "\n"


def check(content: bytes, signature: str, public: str) -> str | None:
    """Check a signature, and return its comment; none where it is not that key's.

    Args:
        content: What is said to be signed.
        signature: What `sign` gives.
        public: The public key.

    Raises:
        FrozenError: The signature or the key is none.
    """
    read, (number, key) = _parse_signature(signature), _parse_public(public)
    if read.key_id != number:
        return None
    try:
        key.verify(read.of_file, _digest(content))
        key.verify(read.of_comment, read.of_file + read.comment.encode())
    except InvalidSignature:
        return None
    return read.comment


def _parse_public(public: str) -> tuple[bytes, Ed25519PublicKey]:
    try:
        raw = base64.b64decode(public.strip(), validate=True)
    except binascii.Error as error:
        raise FrozenError("public_unreadable", found=public[:80]) from error
    rest = raw.removeprefix(_KIND_OF_KEY)
    if len(rest) != _ID_BYTES + _KEY_BYTES:
        raise FrozenError("public_unreadable", found=public[:80])
    return rest[:_ID_BYTES], Ed25519PublicKey.from_public_bytes(rest[_ID_BYTES:])


def _parse_signature(signature: str) -> FileSignature:
    lines = signature.splitlines()
    try:
        _, first, comment, second = lines[:_LINES]
        raw = base64.b64decode(first, validate=True)
        of_comment = base64.b64decode(second, validate=True)
    except ValueError as error:
        raise FrozenError("signature_unreadable") from error
    rest = raw.removeprefix(_KIND_OF_SIGNATURE)
    if len(rest) != _ID_BYTES + _SIGNATURE_BYTES or not comment.startswith(_TRUSTED):
        raise FrozenError("signature_unreadable")
    return FileSignature(
        rest[:_ID_BYTES], rest[_ID_BYTES:], comment.removeprefix(_TRUSTED), of_comment
    )


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content).digest()
