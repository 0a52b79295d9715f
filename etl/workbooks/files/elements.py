"""Elements of the XML parts of a workbook, whatever their prefix is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree import ElementTree as ET


def children_of(root: ET.Element, name: str) -> Iterator[ET.Element]:
    """Return the elements of a name, whatever its prefix."""
    return (element for element in root.iter() if local_name(element.tag) == name)


def local_name(name: str) -> str:
    """Return a name without its namespace."""
    return name.rpartition("}")[2]
