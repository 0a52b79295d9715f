"""The file itself: the page, its proofs, its sources, its tables to take away.

It holds its own SHA-256, computed over the file with zeros in the place of the sum.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dashboard.frozen.markup import settle_markup
from dashboard.headless.drawn_page import BLOCK
from dashboard.kit.html import tag
from dashboard.kit.sheets import write_csv
from dashboard.pictures.drawing.colours import STYLE
from pazanga.local_time import format_moment
from pazanga.texts import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dashboard.frozen.page import FrozenPage, ProvenLine
    from dashboard.kit.sheets import Download
    from pazanga.texts import Language

_HERE: Final = Path(__file__).parent
_ZEROS: Final = "0" * 64
_SUM: Final = re.compile(rb'(<meta name="pazanga-sha256" content=")([0-9a-f]{64})(")')
_POLICY: Final = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none';"
    " form-action 'none'"
)
"""Nothing is fetched and nothing runs; charts lay themselves out by inline styles."""


def write_document(page: FrozenPage) -> bytes:
    """Write a page as one file, with its sum in it."""
    style = STYLE.read_text("utf-8") + (_HERE / "frozen.css").read_text("utf-8")
    facts = {
        "address": str(page.address),
        "snapshot": page.snapshot,
        "snapshot_sha256": page.snapshot_sha256,
        "published_at": page.published_at.isoformat(),
        "frozen_at": page.frozen_at.isoformat(),
    }
    # The sum comes first, since nobody can have put the like of it before it.
    metas = [("pazanga-sha256", _ZEROS)]
    metas += [(f"pazanga-{name.replace('_', '-')}", one) for name, one in facts.items()]
    head = "".join(
        f'<meta name="{name}" content="{escape(value)}">\n' for name, value in metas
    )
    written = (
        f'<!doctype html>\n<html lang="{page.language}">\n<head>\n'
        f'<meta charset="utf-8">\n{head}'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"{tag('title', escape(page.title))}\n<style>{style}</style>\n</head>\n"
        f'<body>\n<main data-testid="stMainBlockContainer">\n'
        f"{''.join(_list_parts(page))}</main>\n</body>\n</html>\n"
    ).encode()
    return _SUM.sub(rb"\g<1>" + compute_sum(written).encode() + rb"\g<3>", written, 1)


def compute_sum(content: bytes) -> str:
    """Compute the sum of a file: with zeros where it says its sum."""
    bare = _SUM.sub(rb"\g<1>" + _ZEROS.encode() + rb"\g<3>", content, count=1)
    return hashlib.sha256(bare).hexdigest()


def read_sum(content: bytes) -> str | None:
    """Read the sum that a file says of itself; none where it says none."""
    found = _SUM.search(content)
    return found[2].decode() if found else None


def _list_parts(page: FrozenPage) -> Iterator[str]:
    yield _wrap(tag("p", escape(_say(page, "banner")), class_="frozen-note"))
    places = {line.address: line.place for line in page.proofs}
    for piece in page.pieces:
        inside = settle_markup(piece.markup, places)
        if inside.strip():
            yield tag("div", _wrap(inside), class_=f"st-key-{piece.block}")
        name = piece.block.removeprefix(BLOCK)
        if piece.block.startswith(BLOCK) and name in page.charts:
            yield _wrap(_link_chart(page, name))
    yield _wrap(_write_sheets(page.sheets, page.language))
    yield _wrap(_write_proofs(page))
    yield _wrap(_write_sources(page))


def _wrap(markup: str) -> str:
    """Wrap markup as the page does, for its styles to hold."""
    return f'<div data-testid="stHtml">{markup}</div>\n' if markup else ""


def _say(page: FrozenPage, key: str, **fields: Any) -> str:  # noqa: ANN401 - fields of a text
    return text("dashboard.frozen", key, page.language, **fields)


def _link_chart(page: FrozenPage, name: str) -> str:
    said = _say(page, "chart")
    return tag("p", _link(said, "image/svg+xml", page.charts.pop(name), f"{name}.svg"))


def _link(said: str, kind: str, content: bytes, name: str) -> str:
    held = base64.b64encode(content).decode()
    href = f"data:{kind};base64,{held}"
    return tag("a", escape(said), href=href, download=name, class_="file")


def _write_sheets(sheets: Sequence[Download], language: Language) -> str:
    if not sheets:
        return ""
    links = (_link_sheet(sheet, language) for sheet in sheets)
    title = escape(text("dashboard.frozen", "sheets", language))
    return tag("h2", title) + tag("ul", *links)


def _link_sheet(sheet: Download, language: Language) -> str:
    name, content = f"{sheet.name}.csv", write_csv(sheet, language)
    said = text("dashboard.frozen", "rows", language, count=sheet.frame.height)
    return tag("li", _link(name, "text/csv", content, name), " ", escape(said))


def _write_proofs(page: FrozenPage) -> str:
    if not page.proofs:
        return ""
    heads = "".join(
        tag("th", escape(_say(page, f"proof.{one}")), scope="col", class_="text")
        for one in ("name", "shown", "value", "verdict", "definition")
    )
    rows = "".join(_write_proof(line) for line in page.proofs)
    body = tag("table", tag("thead", tag("tr", heads)), tag("tbody", rows))
    good = sum(line.is_same for line in page.proofs)
    said = _say(page, "proofs_sum", count=len(page.proofs), good=good)
    summary = tag("summary", tag("h2", escape(said)))
    frame = tag("div", body, class_="table-frame")
    # A link to one of its rows opens it.
    return tag("details", summary, frame, class_="fold block")


def _write_proof(line: ProvenLine) -> str:
    cells = (line.shown, line.value, line.verdict, line.definition)
    name = tag("th", escape(line.name), scope="row", class_="text")
    written = "".join(tag("td", escape(one), class_="text") for one in cells)
    return tag("tr", name, written, id=line.place)


def _write_sources(page: FrozenPage) -> str:
    published = format_moment(page.published_at)
    facts = [
        (_say(page, "fact.address"), str(page.address)),
        (_say(page, "fact.snapshot"), page.snapshot),
        (_say(page, "fact.published"), published),
        (_say(page, "fact.sha256"), page.snapshot_sha256 or "–"),
        (_say(page, "fact.frozen"), format_moment(page.frozen_at)),
    ]
    listed = "".join(tag("dt", escape(k)) + tag("dd", escape(v)) for k, v in facts)
    sources = "".join(
        tag("li", escape(name), tag("small", escape(f" {checksum}")))
        for name, checksum in page.sources
    )
    return (
        tag("h2", escape(_say(page, "sources")))
        + tag("ul", sources)
        + tag("dl", listed, class_="facts frozen-facts")
        + tag("p", escape(_say(page, "check")), class_="note")
    )


def write_comment(page: FrozenPage, content: bytes) -> str:
    """Write what is signed, on one line: file, sum, address, snapshot, moment."""
    return json.dumps(
        {
            "sha256": hashlib.sha256(content).hexdigest(),
            "address": str(page.address),
            "snapshot": page.snapshot,
            "frozen_at": page.frozen_at.isoformat(),
        }
    )
