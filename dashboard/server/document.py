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
    "answer.js": "text/javascript",
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

_ALONE: Final = (
    ":root{color-scheme:light dark}"
    "body{margin:0;background:light-dark(#ffffff,#14181d);"
    "color:light-dark(#1f2933,#e6e9ee);font:1rem/1.5 'Source Sans',sans-serif}"
    "header{border-bottom:1px solid light-dark(#e3e6ea,#2b313a);padding:1rem 0}"
    "header b,main{display:block;max-width:70rem;margin:0 auto;padding:0 1.5rem;"
    "font-size:1.125rem}"
    "main{padding-top:1.5rem}h1{font-size:1.5rem;line-height:1.3;margin:1rem 0 .25rem}"
    "main div+div{margin-top:2rem}main div+div h1{font-size:1.125rem}"
    "p{margin:0;max-width:46rem}a{color:light-dark(#1c5ca8,#8ab8ec)}"
)
"""Looks of a page that stands without Streamlit, see `boot.css` for its colours."""


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
        '<script src="./answer.js" defer></script>'
    )
    html = html.replace('<html lang="en">', f'<html lang="{language}">', 1)
    html = html.replace("<title>Streamlit</title>", f"<title>{title}</title>{ours}")
    root = '<div id="root"></div>'
    return html.replace(root, _CURTAIN.format(title=title) + root, 1)


def answer_missing() -> Response:
    """Build the answer for a path that is no page, in both languages."""
    parts = []
    for language in LANGUAGES:
        said = text("dashboard", "no_page.said", language)
        way = text("dashboard", "no_page.way", language)
        query = "" if language == LANGUAGES[0] else f"?lang={language}"
        link = f'<a href="/{query}">{way}</a>'
        parts.append(f'<div lang="{language}"><h1>{said}</h1><p>{link}</p></div>')
    title = text("dashboard", "no_page.said", LANGUAGES[0]).rstrip(".")
    return HTMLResponse(_write_alone(LANGUAGES[0], title, "".join(parts)), 404)


def answer_full(language: Language) -> Response:
    """Build the answer for a reader for whom there is no room; it asks again itself.

    Args:
        language: Language of the page that was asked for.
    """
    title = text("dashboard", "full.title", language)
    said = text("dashboard", "full.said", language, seconds=SECONDS_TO_RETRY)
    retry = f'<meta http-equiv="refresh" content="{SECONDS_TO_RETRY}">'
    body = _write_alone(language, title, f"<h1>{title}</h1><p>{said}</p>", retry)
    headers = {"Retry-After": str(SECONDS_TO_RETRY), "Cache-Control": "no-store"}
    return HTMLResponse(body, 503, headers=headers)


def _write_alone(language: Language, title: str, body: str, head: str = "") -> str:
    """Write a page that needs nothing else, in the colours of the others."""
    return (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8">{head}'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{title} · Pažanga</title><style>{_ALONE}</style>"
        f"<header><b>Pažanga</b></header><main>{body}</main></html>"
    )


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
