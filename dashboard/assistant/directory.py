"""`/llms.txt`: what is where on this server, for programs that read before they ask.

It is made from the lists that pages, figures, tools and the interface are made from, so
that it names what there is and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.responses import PlainTextResponse

from dashboard.api.openapi import describe_interface
from dashboard.api.operations import OPERATIONS
from dashboard.assistant.calls import CATALOGUE
from dashboard.assistant.over_http import PATH as ASSISTANT
from dashboard.assistant.tools import TOOLS
from dashboard.kit.pages import (
    DATA_PAGES,
    FIND_PAGE,
    HELP_PAGES,
    HOME,
    ITEM_PAGES,
    MENU_PAGES,
)
from dashboard.kit.proofs.proof import PAGE as PROOF
from dashboard.kit.proofs.registry import read_figures
from dashboard.kit.texts import Words
from pazanga.texts import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request
    from starlette.responses import Response

    from pazanga.texts import Language

PATH: Final = "/llms.txt"


async def answer_directory(request: Request) -> Response:
    """Build the answer to a request for the directory, in either language."""
    is_lithuanian = request.query_params.get("lang") == "lt"
    said = write_directory("lt" if is_lithuanian else "en")
    return PlainTextResponse(said, headers={"Cache-Control": "no-cache"})


def write_directory(language: Language) -> str:
    """Write the directory: pages, figures, data for programs, tools."""
    return "\n".join(_list_lines(language)) + "\n"


def _list_lines(language: Language) -> Iterator[str]:
    def write(key: str, **fields: str) -> str:
        return text(CATALOGUE, f"directory.{key}", language, **fields)

    title = Words("kit", language)("app.title")
    yield from (f"# {title}", "", f"> {write('about')}", "")
    yield from (write("rules"), "", f"## {write('pages')}", "")
    yield from _list_pages(language)
    yield from ("", f"## {write('figures')}", "")
    yield from _list_figures(language)
    yield from ("", f"## {write('data')}", "")
    yield from _list_operations(language)
    yield from ("", f"## {write('tools')}", "", write("connect", path=ASSISTANT), "")
    for name in TOOLS:
        told = text(CATALOGUE, f"tools.{name}.description", language)
        yield f"- `{name}`: {told}"


def _list_pages(language: Language) -> Iterator[str]:
    query = "?lang=en" if language == "en" else ""
    for page in (*MENU_PAGES, *DATA_PAGES, PROOF, FIND_PAGE, *HELP_PAGES):
        say = Words(page, language)
        path = "/" if page == HOME else f"/{page}"
        yield f"- [{say('menu.name')}]({path}{query}): {say('menu.help')}"
    for page, parameter in ITEM_PAGES.items():
        if page != PROOF:
            name = Words(page, language)("menu.name")
            yield f"- {name}: `/{page}?{parameter}=…`"


def _list_figures(language: Language) -> Iterator[str]:
    say = Words(PROOF, language)
    query = "&lang=en" if language == "en" else ""
    for figure in read_figures().values():
        name = say(f"figure.{figure.name}.name")
        meaning = say(f"figure.{figure.name}.definition")
        yield f"- [{name}](/{PROOF}?figure={figure.name}{query}): {meaning}"


def _list_operations(language: Language) -> Iterator[str]:
    paths = describe_interface(OPERATIONS, language)["paths"]
    for operation in OPERATIONS:
        told = paths[operation.path][operation.method.lower()]["summary"]
        address = f"`{operation.method} {operation.path}`"
        if operation.method == "GET" and "{" not in operation.path:
            address = f"[{operation.path}]({operation.path})"
        yield f"- {address}: {told}"
