"""What a page shows, and rows of the bundled plan that it is held against."""

import csv
import re
from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from pazanga.settings import PROJECT_ROOT

RunPage = Callable[..., AppTest]
PACKAGE = PROJECT_ROOT / "data" / "packages" / "kaunas"


def read_text(app: AppTest) -> str:
    """The HTML of a page, block after block, without abbreviations and proofs."""
    body = "\n".join(block.body for block in app.get("html"))
    return unlink(re.sub(r"</?abbr\b[^>]*>", "", body))


def unlink(markup: str) -> str:
    """Markup without the links of figures to their proofs, and parts of addresses."""
    markup = re.sub(r' data-part="[^"]*"', "", markup)
    return re.sub(r'<(a|span) [^>]*class="proof"[^>]*>([^<]*)</\1>', r"\2", markup)


def read_rows(table: str) -> list[dict[str, str]]:
    path = PACKAGE / f"{table}.csv"
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
