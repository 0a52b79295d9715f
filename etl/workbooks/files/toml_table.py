"""A table of a mapping, read strictly: each key is asked for, none is left over."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from pazanga.errors import MappingError

if TYPE_CHECKING:
    from collections.abc import Sequence

_Value = TypeVar("_Value")


@dataclass(slots=True)
class TomlTable:
    """A table and the keys that were asked of it.

    Attributes:
        file: Name of the file, for messages.
        path: Name of the table, such as `codes.activity_number`; empty for the file.
        content: What it holds.
        asked: Keys that were asked for.
    """

    file: str
    path: str
    content: dict[str, Any]
    asked: list[str] = field(default_factory=list)

    def key(self, name: str) -> str:
        """Format a key with the table it stands in."""
        return f"{self.path}.{name}" if self.path else name

    def fail(self, error: str, name: str, /, **fields: Any) -> MappingError:  # noqa: ANN401
        """Make an error about a key."""
        return MappingError(error, file=self.file, key=self.key(name), **fields)

    def text(self, name: str, usual: str = "", *, is_needed: bool = False) -> str:
        """Read a text."""
        found = self._take(name, usual, (str,), "text")
        if is_needed and not found.strip():
            raise self.fail("missing_key", name)
        return found if name not in self.content else found.strip() or found

    def choice(self, name: str, usual: str, allowed: Sequence[str]) -> str:
        """Read a text that is one of several."""
        found = self.text(name, usual)
        if found not in allowed and name in self.content:
            raise self.fail("not_a_choice", name, found=found, allowed=_list(allowed))
        return found

    def texts(self, name: str) -> tuple[str, ...]:
        """Read a list of texts; one text alone is a list of one."""
        found: Any = self._take(name, [], (str, list), "texts")
        listed = [found] if isinstance(found, str) else found
        if not all(isinstance(text, str) for text in listed):
            raise self._wrong_type(name, "texts", found)
        return tuple(listed)

    def flag(self, name: str) -> bool:
        """Read true or false."""
        return self._take(name, False, (bool,), "flag")  # noqa: FBT003

    def number(self, name: str) -> float | str | None:
        """Read a number as it is written; a text stays one."""
        found: Any = self._take(name, None, (int, float, str), "number")
        if isinstance(found, bool):
            raise self._wrong_type(name, "number", found)
        return found  # type: ignore[no-any-return]

    def table(self, name: str) -> TomlTable:
        """Read a table within; an empty one where there is none."""
        empty: dict[str, Any] = {}
        found = self._take(name, empty, (dict,), "table")
        return TomlTable(self.file, self.key(name), found)

    def tables(self, name: str) -> list[TomlTable]:
        """Read a list of tables."""
        found: list[Any] = self._take(name, [], (list,), "tables")
        if not all(isinstance(entry, dict) for entry in found):
            raise self._wrong_type(name, "tables", found)
        return [
            TomlTable(self.file, f"{self.key(name)}[{number}]", entry)
            for number, entry in enumerate(found, start=1)
        ]

    def words(self, name: str) -> dict[str, str]:
        """Read a table of texts whose keys are free."""
        table = self.table(name)
        return {key: table.text(key, is_needed=True) for key in table.content}

    def finish(self) -> None:
        """Check that nothing was written that nobody asks for.

        Raises:
            MappingError: A key is not known.
        """
        for name in self.content:
            if name not in self.asked:
                raise self.fail("unknown_key", name, allowed=_list(self.asked))

    def _take(
        self, name: str, usual: _Value, types: tuple[type, ...], expected: str
    ) -> _Value:
        self.asked.append(name)
        found: _Value = self.content.get(name, usual)
        if name in self.content and (
            not isinstance(found, types) or (isinstance(found, bool) != (bool in types))
        ):
            raise self._wrong_type(name, expected, found)
        return found

    def _wrong_type(self, name: str, expected: str, found: object) -> MappingError:
        return self.fail(f"not_{expected}", name, found=repr(found))


def _list(names: Sequence[str]) -> str:
    return ", ".join(f"„{name}“" if name in {"", " "} else name for name in names)
