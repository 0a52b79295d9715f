"""What a measurement writes into the docs, between its own marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pazanga.settings import PROJECT_ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable

REPORT: Final = PROJECT_ROOT / "docs" / "benchmarks.md"
_END: Final = "<!-- End of what is written. -->"


def write_report(name: str, said: str, rows: Iterable[Iterable[str]]) -> None:
    """Replace what `python -m bench NAME` wrote before.

    Args:
        name: Of the measurement.
        said: What the table was measured on.
        rows: Cells of the table, its heading first.
    """
    heads, *others = ([*cells] for cells in rows)
    lines = [heads, ["---"] * len(heads), *others]
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    mark = f"<!-- Written by `python -m bench {name}`. -->"
    text = REPORT.read_text(encoding="utf-8")
    begin = text.index(mark) + len(mark)
    end = text.index(_END, begin)
    written = f"{text[:begin]}\n\n{said}\n\n{table}\n\n{text[end:]}"
    REPORT.write_text(written, encoding="utf-8")
