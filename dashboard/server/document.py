"""The HTML document a browser gets first: Streamlit's own, in the reader's language."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from starlette.responses import FileResponse, HTMLResponse
from starlette.routing import Route

from dashboard.kit.pages import ACCESS_PAGE, LOAD_PAGE, PAGES
from dashboard.server.assets import ROOT
from pazanga.texts import LANGUAGES, Language, text

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

SECONDS_TO_RETRY: Final = 20
"""When a page for which there is no room is asked for again."""
_FILES: Final = {
    "boot.js": "text/javascript",
    "editor.js": "text/javascript",
    "boot.css": "text/css",
}
"""What we show and run ourselves, with their media types."""

_CURTAIN: Final = (
    '<div id="curtain" aria-hidden="true"><header><b>{title}</b></header><div>'
    '<i class="place"></i><i></i><i class="answer"></i><i class="answer"></i>'
    '<i class="figures"></i></div></div>'
)
"""Stands before a page that is not whole yet, so that nothing of it jumps."""


def read_document() -> str:
    """Read the document as Streamlit ships it."""
    return (ROOT / "index.html").read_text(encoding="utf-8")


def translate_document(html: str, language: Language) -> str:
    """Write the document's language and title, and what we show and run first.

    Args:
        html: What `read_document` gives.
        language: Language of the page.
    """
    title = text("dashboard.kit", "app.title", language, catalogue="texts")
    ours = (
        '<link rel="stylesheet" href="./boot.css"><script src="./boot.js"></script>'
        '<script src="./editor.js" defer></script>'
    )
    html = html.replace('<html lang="en">', f'<html lang="{language}">', 1)
    html = html.replace("<title>Streamlit</title>", f"<title>{title}</title>{ours}")
    root = '<div id="root"></div>'
    return html.replace(root, _CURTAIN.format(title=title) + root, 1)


def answer_missing() -> Response:
    """Build the answer for a path that is no page, in both languages."""
    said = " · ".join(text("dashboard", "no_page", language) for language in LANGUAGES)
    body = f'<!doctype html><title>404</title><p>{said} <a href="/">Pažanga</a></p>'
    return HTMLResponse(body, 404)


def answer_full(language: Language) -> Response:
    """Build the answer for a reader for whom there is no room; it asks again itself.

    Args:
        language: Language of the page that was asked for.
    """
    title = text("dashboard", "full.title", language)
    said = text("dashboard", "full.said", language, seconds=SECONDS_TO_RETRY)
    body = (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8">'
        f'<meta http-equiv="refresh" content="{SECONDS_TO_RETRY}">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{title}</title><h1>{title}</h1><p>{said}</p></html>"
    )
    headers = {"Retry-After": str(SECONDS_TO_RETRY), "Cache-Control": "no-store"}
    return HTMLResponse(body, 503, headers=headers)


def route_documents(html: str) -> list[Route]:
    """Build a route per page that answers in the language of the URL.

    Paths that are no page of ours are left to Streamlit.
    """
    documents = {language: translate_document(html, language) for language in LANGUAGES}

    async def answer_page(request: Request) -> Response:
        language = request.query_params.get("lang", "lt")
        document = documents["en" if language == "en" else "lt"]
        return HTMLResponse(document, headers={"Cache-Control": "no-cache"})

    async def answer_file(request: Request) -> Response:
        name = request.url.path.rpartition("/")[2]
        return FileResponse(Path(__file__).with_name(name), media_type=_FILES[name])

    paths = ["/", *(f"/{page}" for page in (*PAGES, LOAD_PAGE, ACCESS_PAGE))]
    return [
        *(Route(f"/{name}", answer_file) for name in _FILES),
        *(Route(path, answer_page, name=f"document {path}") for path in paths),
    ]
