"""Templates of Typst set with data: the one door to it for pictures and reports."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import typst

from dashboard.pictures.drawing.glyphs import make_drawable
from pazanga.errors import TypesettingError

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT: Final = Path(__file__).parents[2]
"""What templates may read of: how a figure is drawn stands with the pictures."""

PIXELS_PER_INCH: Final = 144
"""Of a PNG: two pixels a point."""


def typeset(template: Path, given: Mapping[str, Any], **options: Any) -> bytes:  # noqa: ANN401 - of Typst
    """Set a template with data, which it reads as JSON from `sys.inputs.given`.

    Args:
        template: It, below `ROOT`.
        given: Words pass as data, never as markup; what no typeface has is replaced.
        options: What `typst.compile` is told besides.

    Raises:
        TypesettingError: Typst refuses it: a mistake in a template, or a text that
            cannot be set.
    """
    told = json.dumps(make_drawable(given), ensure_ascii=False)
    try:
        content = typst.compile(
            template,
            ppi=PIXELS_PER_INCH,
            ignore_system_fonts=True,
            sys_inputs={"given": told},
            **{"root": ROOT, **options},
        )
    except typst.TypstError as error:
        raise TypesettingError("not_typeset", why=str(error)) from error
    return bytes(content)
