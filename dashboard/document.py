"""The HTML document a browser gets first: Streamlit's own, in the reader's language."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit
from starlette.responses import FileResponse, HTMLResponse
from starlette.routing import Route

from dashboard.pages import LOAD_PAGE, PAGES
from warehouse.messages import LANGUAGES, Language, text

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

_SCRIPT: Final = Path(__file__).with_name("boot.js")


def read_document() -> str:
    """Read the document as Streamlit ships it."""
    index = Path(streamlit.__file__).parent / "static" / "index.html"
    return index.read_text(encoding="utf-8")


def translate_document(html: str, language: Language) -> str:
    """Say the document's language and title, and load our script before Streamlit's.

    Args:
        html: What `read_document` gives.
        language: Language of the page.
    """
    title = text("dashboard.texts", "app.title", language, catalogue="common")
    script = '<script src="./boot.js"></script>'
    html = html.replace('<html lang="en">', f'<html lang="{language}">', 1)
    return html.replace("<title>Streamlit</title>", f"<title>{title}</title>{script}")


def route_documents(html: str) -> list[Route]:
    """Give a route per page that answers in the language of the URL.

    Paths that are no page of ours are left to Streamlit.
    """
    documents = {language: translate_document(html, language) for language in LANGUAGES}

    async def answer_page(request: Request) -> Response:
        language = request.query_params.get("lang", "lt")
        document = documents["en" if language == "en" else "lt"]
        return HTMLResponse(document, headers={"Cache-Control": "no-cache"})

    async def answer_script(_request: Request) -> Response:
        return FileResponse(_SCRIPT, media_type="text/javascript")

    paths = ["/", *(f"/{page}" for page in (*PAGES, LOAD_PAGE))]
    return [
        Route("/boot.js", answer_script),
        *(Route(path, answer_page, name=f"document {path}") for path in paths),
    ]
