"""The dashboard as a server: what `pazanga serve` and `pazanga up` start.

It is Streamlit's own ASGI application with our documents, health route and security
headers around it, warmed up before the first reader comes.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Final

import anyio.to_thread
import duckdb
import uvicorn
from starlette.middleware import Middleware
from starlette.responses import JSONResponse
from starlette.routing import Route
from streamlit.starlette import App
from streamlit.web import bootstrap

from dashboard.document import read_document, route_documents
from dashboard.headers import SecurityHeaders, list_headers
from dashboard.uploads import SETTING, choose_access
from warehouse.connection import fetch, open_snapshot
from warehouse.errors import NoSnapshot
from warehouse.messages import UserError, text
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

    from warehouse.settings import Settings

logger = logging.getLogger(__name__)

APP: Final = Path(__file__).with_name("app.py")
SECONDS_TO_STOP: Final = 3


def serve(settings: Settings, host: str, port: int) -> None:
    """Serve the dashboard until the process is told to stop.

    Args:
        settings: Where the warehouse is.
        host: Address to listen on; `127.0.0.1` unless others should reach it.
        port: Port to listen on; 0 takes a free one.

    Raises:
        UserError: The port is taken or may not be used.
    """
    listener = open_listener(host, port)
    os.environ["PAZANGA_HOME"] = str(settings.home)
    os.environ["PAZANGA_DATA"] = str(settings.data)
    os.environ[SETTING] = choose_access(settings, host)
    app = build_app(settings)
    bootstrap.load_config_options({"server.address": host, "server.port": port})
    config = uvicorn.Config(
        app,
        ws="websockets-sansio",
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=SECONDS_TO_STOP,
    )
    url = f"http://{host}:{listener.getsockname()[1]}"
    print(text("dashboard", "serving", settings.language, url=url), flush=True)  # noqa: T201 - said to the person who started it
    with listener, contextlib.suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listener])


def open_listener(host: str, port: int) -> socket.socket:
    """Take a port, so that a conflict is known before anything else starts.

    Raises:
        UserError: Another program listens there, or the address cannot be used.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()
    except OSError as error:
        listener.close()
        raise _explain(error, host, port) from error
    return listener


def _explain(error: OSError, host: str, port: int) -> UserError:
    if error.errno == errno.EADDRINUSE:
        return UserError("dashboard.port_taken", host=host, port=port, next=port + 1)
    reason = error.strerror or str(error)
    return UserError("dashboard.port_refused", host=host, port=port, reason=reason)


def build_app(settings: Settings) -> App:
    """Build the ASGI application: pages, documents, health, headers, warm-up."""

    @contextlib.asynccontextmanager
    async def warm(_app: App) -> AsyncIterator[None]:
        # Only now: caches are made with the runtime that will hold them.
        from dashboard.warmup import warm_up  # noqa: PLC0415

        await anyio.to_thread.run_sync(warm_up, settings)
        yield

    async def answer_health(_request: Request) -> JSONResponse:
        status, body = await anyio.to_thread.run_sync(check_health, settings)
        return JSONResponse(body, status, headers={"Cache-Control": "no-store"})

    html = read_document()
    return App(
        APP,
        lifespan=warm,
        routes=[Route("/healthz", answer_health), *route_documents(html)],
        middleware=[Middleware(SecurityHeaders, headers=list_headers(html))],
    )


def check_health(settings: Settings) -> tuple[int, dict[str, str]]:
    """Tell whether the dashboard can show data: HTTP status and JSON body.

    200 only when the published snapshot answers a query; 503 with the reason otherwise.
    """
    try:
        current = read_current(settings.warehouse_dir)
        with contextlib.closing(open_snapshot(current.path)) as connection:
            fetch(connection, "select count(*) from reports.rpt_plan")
    except NoSnapshot:
        return 503, {"status": "no_snapshot"}
    except (OSError, ValueError, KeyError, duckdb.Error):
        logger.exception("health_check_failed warehouse=%s", settings.warehouse_dir)
        return 503, {"status": "snapshot_unreadable"}
    return 200, {
        "status": "ok",
        "snapshot": current.name,
        "published_at": current.published_at.isoformat(),
    }
