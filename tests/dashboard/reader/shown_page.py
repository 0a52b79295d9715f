"""What a page shows, and rows of the bundled plan that it is held against."""

import csv
from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from pazanga.settings import PROJECT_ROOT

RunPage = Callable[..., AppTest]
PACKAGE = PROJECT_ROOT / "data" / "packages" / "kaunas"


def read_text(app: AppTest) -> str:
    """The HTML of a page, block after block."""
    return "\n".join(block.body for block in app.get("html"))


def read_rows(table: str) -> list[dict[str, str]]:
    path = PACKAGE / f"{table}.csv"
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
