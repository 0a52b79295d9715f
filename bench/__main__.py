"""Measure what the product promises to be fast and true at, and print it.

python -m bench [truth] [tables] [extraction] [refresh] [workbooks] [arrivals] [pages]
[users] [finding] [queries] [growth] [peers] [soak]
python -m bench country --size 1|6|60 --out DIR [--small]
python -m bench pages-of HOME PLAN
python -m bench steps-of HOME DATA
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bench import (
    arrivals,
    extraction,
    finding,
    queries,
    refresh,
    serving,
    tables,
    workbooks,
)
from bench.country import command as country
from bench.country import growth, steps
from bench.country import pages as country_pages
from bench.peers import loading
from bench.soaking import soak
from bench.truth import measure

if TYPE_CHECKING:
    from collections.abc import Callable

SUITES: dict[str, Callable[[], None]] = {
    "truth": measure.run,
    "tables": tables.run,
    "extraction": extraction.run,
    "refresh": refresh.run,
    "workbooks": workbooks.run,
    "arrivals": arrivals.run,
    "pages": serving.run_pages,
    "users": serving.run_crowd,
    "finding": finding.run,
    "queries": queries.run,
    "soak": soak.run,
    "growth": growth.run,
    "peers": loading.run,
}


def main(names: list[str]) -> None:
    """Run the suites named, or all; `country` and `…-of` take further words."""
    if names[:1] == ["country"]:
        country.main(names[1:])
        return
    if names[:1] == ["pages-of"]:
        country_pages.main(names[1:])
        return
    if names[:1] == ["steps-of"]:
        steps.main(names[1:])
        return
    for name in names or list(SUITES):
        print(f"\n{name}")
        SUITES[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
