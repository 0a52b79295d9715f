"""The dashboard as a server: what `pazanga serve` and `pazanga up` start.

It is Streamlit's own ASGI application with our documents, health route, guard and
security headers around it, warmed up before the first reader comes.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

import anyio.to_thread
import uvicorn
from starlette.middleware import Middleware
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Route
from streamlit.runtime import Runtime
from streamlit.starlette import App
from streamlit.web import bootstrap

from dashboard.access.gate import OPEN_PATHS, Gate
from dashboard.access.given_files import GivenFiles
from dashboard.access.login import Logins
from dashboard.api.interface import Interface
from dashboard.assistant.directory import PATH as DIRECTORY
from dashboard.assistant.directory import answer_directory
from dashboard.assistant.over_http import PATH as ASSISTANT
from dashboard.assistant.over_http import AssistantEndpoint
from dashboard.kit.pages import ACCESS_PAGE, LOAD_PAGE, PAGES
from dashboard.server.assets import CompressedAssets, list_assets
from dashboard.server.document import read_document, route_documents
from dashboard.server.guard import Guard
from dashboard.server.health import check_health, check_ready
from dashboard.server.host_headers import is_everywhere
from dashboard.server.listener import open_listener, write_url
from dashboard.server.metrics import MEDIA_TYPE, write_metrics
from dashboard.server.on_request.answers import PATH as ANSWERS
from dashboard.server.on_request.answers import answer_rows
from dashboard.server.pictures import PATH as PICTURES
from dashboard.server.pictures import Pictures
from dashboard.server.protocol import TimedProtocol
from dashboard.server.rates import (
    OF_AN_ADDRESS,
    RateLimit,
    RequestRates,
    find_address,
    find_caller,
)
from dashboard.server.request_ids import RequestIds
from dashboard.server.security_headers import SecurityHeaders, list_headers
from dashboard.server.upload_limits import UploadLimits
from dashboard.server.uploads import MOST_MEGABYTES, SETTING, choose_access
from pazanga.files.private import keep_private, prepare_home
from pazanga.ip_addresses import is_loopback
from pazanga.log import log_to_stderr
from pazanga.program import forget_call
from pazanga.texts import text
from warehouse.query.pool import POOL
from warehouse.store.watching import watch_store

if TYPE_CHECKING:
    import socket
    from collections.abc import AsyncIterator, Awaitable, Callable

    from starlette.requests import Request
    from starlette.types import Scope

    from dashboard.server.health import Health
    from dashboard.server.upload_limits import Files
    from pazanga.settings import Settings

logger = logging.getLogger(__name__)

APP: Final = Path(__file__).parents[1] / "app.py"
SECONDS_TO_STOP: Final = 3
_LOGGED: Final = ("dashboard", "pazanga", "uvicorn.error", "warehouse")


def serve(settings: Settings, host: str, port: int) -> None:
    """Serve the dashboard until the process is told to stop.

    Args:
        settings: Where the warehouse is.
        host: Address to listen on; `127.0.0.1` unless others should reach it.
        port: Port to listen on; 0 takes a free one.

    Raises:
        PortError: The port is taken, or may not be used.
    """
    with open_listener(
        host,
        port,
        is_public=settings.is_shared,
        has_logins=settings.logins is not None,
    ) as listener:
        serve_on(listener, settings, host)


def serve_on(listener: socket.socket, settings: Settings, host: str) -> None:
    """Serve the dashboard on a port that is taken already.

    Args:
        listener: What `open_listener` took.
        settings: Where the warehouse is.
        host: Address that it listens on.

    Raises:
        OSError: The home cannot be made.
    """
    if not is_everywhere(host):
        settings = replace(settings, hosts=(*settings.hosts, host))
    settings = replace(settings, load_page=choose_access(settings, host))
    os.environ["PAZANGA_HOME"] = str(settings.home)
    os.environ["PAZANGA_DATA"] = str(settings.data)
    os.environ[SETTING] = settings.load_page
    with keep_private(), contextlib.suppress(KeyboardInterrupt):
        prepare_home(settings)
        app = build_app(settings)
        port = listener.getsockname()[1]
        bootstrap.load_config_options(
            {
                "server.address": host,
                "server.port": port,
                "server.maxUploadSize": MOST_MEGABYTES,
            }
        )
        _announce(settings, host, write_url(listener, host))
        forget_call()  # what follows is said on pages
        with log_to_stderr(*_LOGGED):
            uvicorn.Server(_configure(app)).run(sockets=[listener])


def _configure(app: App) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=TimedProtocol,
        ws="websockets-sansio",
        # Who a request comes from is what the connection says, never what it says.
        proxy_headers=False,
        server_header=False,
        access_log=False,
        log_config=None,
        log_level="warning",
        timeout_graceful_shutdown=SECONDS_TO_STOP,
    )


def _announce(settings: Settings, host: str, url: str) -> None:
    _say(settings, "serving", url=url)
    if not is_loopback(host):
        _say(settings, "serving_hosts", hosts=", ".join(("localhost", *settings.hosts)))


def _say(settings: Settings, key: str, **fields: Any) -> None:  # noqa: ANN401 - fields of a text
    print(text("dashboard", key, settings.language, **fields), flush=True)  # noqa: T201 - said to the person who started it


def build_app(settings: Settings) -> App:
    """Build the ASGI application: pages, documents, health, guard, headers, warm-up."""
    limits = UploadLimits()
    pictures = Pictures(settings)
    assistant = AssistantEndpoint(settings)

    @contextlib.asynccontextmanager
    async def warm(_app: App) -> AsyncIterator[None]:
        # Only now: caches are made with the runtime that will hold them.
        from dashboard.server.warmup import warm_up  # noqa: PLC0415

        watch = watch_store(settings)
        await anyio.to_thread.run_sync(watch.__enter__)
        await anyio.to_thread.run_sync(warm_up, settings)
        POOL.open(settings.warehouse_dir)
        # The first query of a link then waits for no process.
        POOL.warm()
        runtime = Runtime.instance()
        files = cast("Files", runtime.uploaded_file_mgr)
        limits.watch(files, runtime.is_active_session)
        sweeping = asyncio.create_task(limits.keep_sweeping())
        yield
        sweeping.cancel()
        watch.__exit__(None, None, None)
        await assistant.close()
        await anyio.to_thread.run_sync(POOL.close)
        pictures.close()

    html = read_document()
    pages = [f"/{name}" for name in ("", *PAGES, LOAD_PAGE, ACCESS_PAGE)]
    logins = Logins(settings, pages).list_routes() if settings.logins else []
    return App(
        APP,
        lifespan=warm,
        routes=[
            Route("/healthz", _answer_by(check_health, settings)),
            Route("/readyz", _answer_by(check_ready, settings)),
            Route("/metrics", _answer_metrics(settings)),
            Route("/api/{path:path}", Interface(settings)),
            Route(ASSISTANT, assistant),
            Route(DIRECTORY, answer_directory),
            Route(PICTURES, pictures.answer),
            Route(ANSWERS, answer_rows(settings)),
            *logins,
            *route_documents(html),
        ],
        middleware=_list_middleware(settings, limits, html, pages),
    )


def _list_middleware(
    settings: Settings, limits: UploadLimits, html: str, pages: list[str]
) -> list[Middleware]:
    """List what every request passes, from the outside in."""
    return [
        Middleware(RequestIds),
        Middleware(SecurityHeaders, headers=list_headers(html)),
        Middleware(Guard, settings=settings, limits=limits),
        *_limit(settings, OF_AN_ADDRESS, find_address),
        Middleware(Gate, settings=settings, pages=pages, assets=list_assets()),
        *_limit(settings, 1, find_caller),
        Middleware(GivenFiles, settings=settings),
        Middleware(CompressedAssets),
    ]


def _limit(
    settings: Settings, factor: int, find_key: Callable[[Scope], str]
) -> list[Middleware]:
    """Limit how often somebody may ask; nothing where the settings say so."""
    if not settings.requests_per_minute:
        return []
    rates = RequestRates(settings.requests_per_minute * factor)
    uncounted = OPEN_PATHS | frozenset(list_assets())
    return [Middleware(RateLimit, rates=rates, find_key=find_key, uncounted=uncounted)]


def _answer_by(
    check: Callable[[Settings], Health], settings: Settings
) -> Callable[[Request], Awaitable[JSONResponse]]:
    """Build the handler that answers what a check finds."""

    async def answer(_request: Request) -> JSONResponse:
        status, body = await anyio.to_thread.run_sync(check, settings)
        return JSONResponse(body, status, headers={"Cache-Control": "no-store"})

    return answer


def _answer_metrics(
    settings: Settings,
) -> Callable[[Request], Awaitable[PlainTextResponse]]:
    """Build the handler that answers with the figures of the warehouse."""

    async def answer(_request: Request) -> PlainTextResponse:
        headers = {"Cache-Control": "no-store", "Content-Type": MEDIA_TYPE}
        try:
            body = await anyio.to_thread.run_sync(write_metrics, settings)
        except OSError:
            logger.exception("metrics_failed")
            return PlainTextResponse("", 503, headers=headers)
        return PlainTextResponse(body, headers=headers)

    return answer
