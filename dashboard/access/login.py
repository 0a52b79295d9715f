"""Logging in and out: four addresses, and what the browser holds in between.

The browser keeps its question to the login system sealed until the answer comes, once.
So an answer that another browser asked for, or that came before, opens nothing. A new
login gets a new session, whatever the browser held.
"""

from __future__ import annotations

import json
import logging
import time
from collections import deque
from functools import partial
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Route

from dashboard.access.gate import LOGIN, LOGOUT, LOOK, RETURN, write_page
from dashboard.access.provider import Provider
from dashboard.access.questions import (
    QUESTION_SECONDS,
    LoginQuestion,
    LoginQuestions,
)
from dashboard.access.readers import (
    find_login,
    is_secure,
    name_cookie,
    read_cookie,
)
from pazanga.access.journal import NOBODY, make_pseudonym, record_event
from pazanga.access.mapping import parse_municipalities, read_mapping
from pazanga.access.reader import Visitor
from pazanga.access.roles import EVERYWHERE, ROLES
from pazanga.access.sessions import end_session, look_as, start_session
from pazanga.errors import AccessError
from pazanga.texts import text

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from starlette.responses import Response

    from pazanga.access.sessions import Session
    from pazanga.settings import Settings
    from pazanga.settings.logins import LoginSettings

logger = logging.getLogger(__name__)

MOST_REFUSALS: Final = 100
"""Refusals of an hour that the journal keeps; all stand in the log. Otherwise whoever
is not logged in could push everything else out of it."""
REFUSAL_SECONDS: Final = 3_600.0
MOST_NAME: Final = 80
MOST_CLAIMS: Final = 1 << 18
"""Letters of what a login says that rules look at; 60 groups are some 3,000."""

_QUESTION: Final = "_login"
"""End of the name of the cookie that holds a question."""
_SEE_OTHER: Final = 303
_REFUSED: Final = 403
_UNREACHABLE: Final = 503
_NAMES: Final = ("name", "preferred_username")


class Logins:
    """Answers the addresses of logins.

    Args:
        settings: Whom logins are asked of.
        pages: Paths that a login may lead back to.
    """

    def __init__(self, settings: Settings, pages: Collection[str]) -> None:
        if settings.logins is None:
            raise AccessError("no_gate")
        self._settings = settings
        self._logins: LoginSettings = settings.logins
        self._pages = frozenset(pages)
        self._provider = Provider(settings.logins)
        self._question = f"{name_cookie(settings)}{_QUESTION}"
        self._questions = LoginQuestions(settings.access_dir)
        self._refusals: deque[float] = deque(maxlen=MOST_REFUSALS)

    def list_routes(self) -> list[Route]:
        """List the routes of logins."""
        return [
            Route(LOGIN, self.ask),
            Route(RETURN, self.take),
            Route(LOGOUT, self.ask_to_leave),
            Route(LOGOUT, self.leave, methods=["POST"]),
            Route(LOOK, self.look, methods=["GET", "POST"]),
        ]

    async def ask(self, request: Request) -> Response:
        """Send a person to the login system."""
        wanted = self._choose_page(request.query_params.get("next", ""))
        question = LoginQuestion(wanted)
        asked = _keep_session(request, question)
        try:
            answer = await self._provider.ask(asked, self._make_address(RETURN))
        except Exception:
            logger.exception("login_system_unreachable")
            return _write("login_unreachable", LOGIN, "again", _UNREACHABLE)
        sealed = await run_sync(self._questions.seal, question)
        self._set_cookie(answer, self._question, sealed, QUESTION_SECONDS)
        answer.headers["Cache-Control"] = "no-store"
        return answer

    async def take(self, request: Request) -> Response:
        """Start a session by the answer of the login system, once it is checked."""
        sealed = read_cookie(request.headers, self._question)
        question = await run_sync(self._questions.open, sealed)
        if question is None:
            return await self._refuse("no_question")
        try:
            told = _keep_session(request, question)
            claims = await self._provider.take_claims(told)
            given = await run_sync(self._start, claims)
        except AccessError:
            logger.exception("access_closed")
            return await self._refuse("rules")
        except Exception as error:
            # What anybody may cause is one line; more is there for who looks closer.
            logger.warning("login_refused why=%s", type(error).__name__)
            logger.debug("login_refused", exc_info=error)
            return await self._refuse(type(error).__name__)
        await self._end(request)
        answer = RedirectResponse(self._make_address(question.wanted), _SEE_OTHER)
        seconds = self._logins.hours * 3600
        self._set_cookie(answer, name_cookie(self._settings), given, seconds)
        self._drop_cookie(answer, self._question)
        answer.headers["Cache-Control"] = "no-store"
        return answer

    async def ask_to_leave(self, request: Request) -> Response:
        """Return a question to whoever follows a link, or that it is done."""
        if "ended" in request.query_params:
            return _write("logged_out", LOGIN, "enter")
        return _write("logout_ask", LOGOUT, "leave", is_sent=True)

    async def leave(self, request: Request) -> Response:
        """Stop the session; the guard has found that a page of ours asks for it."""
        await self._end(request)
        ended = self._make_address(f"{LOGOUT}?ended")
        try:
            target = await self._provider.find_logout(ended) or ended
        except Exception:
            logger.exception("login_system_unreachable")
            target = ended
        if target == ended:
            answer: Response = RedirectResponse(ended, _SEE_OTHER)
        else:
            # No redirect: what a form sends may be led to nobody but us.
            answer = _write("logged_out", target, "leave_there")
            answer.headers["Refresh"] = f"0; url={target}"
        self._drop_cookie(answer, name_cookie(self._settings))
        answer.headers["Cache-Control"] = "no-store"
        return answer

    async def look(self, request: Request) -> Response:
        """Set which role an admin looks as, or their own again; a link sets nothing."""
        asked = request.query_params
        place = "/?lang=en" if asked.get("lang") == "en" else "/"
        if request.method != "POST":
            return RedirectResponse(self._make_address(place), _SEE_OTHER)
        session = await run_sync(find_login, self._settings, request.headers)
        role = asked.get("role", "")
        codes = asked.get("municipalities", "").split(",")
        look = {"role": role, "municipalities": codes}
        if codes == [EVERYWHERE]:
            look["municipalities"] = EVERYWHERE
        if session is not None and await run_sync(self._is_admin, session):
            is_clear = role not in ROLES or not parse_municipalities(
                look["municipalities"]
            )
            await run_sync(self._look, session, {} if is_clear else look)
        return RedirectResponse(self._make_address(place), _SEE_OTHER)

    def _look(self, session: Session, look: dict[str, Any]) -> None:
        folder = self._settings.access_dir
        look_as(folder, session.key, look)
        record_event(folder, session.subject, "looked_as", **look)

    def _is_admin(self, session: Session) -> bool:
        grants = read_mapping(self._settings.access_rules).find_grants(session.claims)
        return Visitor("login", grants=grants).may("admin", EVERYWHERE)

    def _start(self, claims: dict[str, Any]) -> str:
        """Start a session with what rules look at, and nothing else of a login."""
        mapping = read_mapping(self._settings.access_rules)
        wanted = mapping.claims | {"email_verified"}
        kept = {name: claims[name] for name in wanted if name in claims}
        if len(json.dumps(kept)) > MOST_CLAIMS:
            raise ValueError("claims")
        folder = self._settings.access_dir
        subject = make_pseudonym(folder, self._logins.issuer, claims["sub"])
        said = (claims.get(name) for name in _NAMES)
        name = next((one for one in said if isinstance(one, str) and one), "")
        seconds = self._logins.hours * 3600
        given = start_session(folder, subject, name[:MOST_NAME], kept, seconds)
        rules = [grant.rule for grant in mapping.find_grants(kept)]
        record_event(folder, subject, "login", rules=rules)
        return given

    async def _end(self, request: Request) -> None:
        session = await run_sync(find_login, self._settings, request.headers)
        if session:
            folder = self._settings.access_dir
            await run_sync(end_session, folder, session.key)
            await run_sync(record_event, folder, session.subject, "logout")

    async def _refuse(self, why: str) -> Response:
        if self._counts_refusal():
            await run_sync(_record_refusal, self._settings.access_dir, why)
        answer = _write("login_failed", LOGIN, "again", _REFUSED)
        self._drop_cookie(answer, self._question)
        return answer

    def _counts_refusal(self) -> bool:
        """Whether the journal has room for one more refusal of this hour."""
        now = time.monotonic()
        is_full = len(self._refusals) == MOST_REFUSALS
        if is_full and now - self._refusals[0] < REFUSAL_SECONDS:
            return False
        self._refusals.append(now)
        return True

    def _choose_page(self, wanted: str) -> str:
        """Return the page that a login leads to: one of ours, whatever was asked."""
        parts = urlsplit(wanted)
        is_plain = wanted.isascii() and wanted.isprintable() and "\\" not in wanted
        is_own = not parts.scheme and not parts.netloc and parts.path in self._pages
        if not is_plain or not is_own:
            return "/"
        return f"{parts.path}{'?' * bool(parts.query)}{parts.query}"

    def _make_address(self, path: str) -> str:
        return f"{self._logins.address.rstrip('/')}{path}"

    def _set_cookie(
        self, answer: Response, name: str, value: str, seconds: int
    ) -> None:
        answer.set_cookie(
            name,
            value,
            max_age=seconds,
            path="/",
            httponly=True,
            secure=is_secure(self._settings),
            # The login system leads back here from its own site.
            samesite="lax",
        )

    def _drop_cookie(self, answer: Response, name: str) -> None:
        answer.delete_cookie(
            name,
            path="/",
            httponly=True,
            secure=is_secure(self._settings),
            samesite="lax",
        )


def _keep_session(request: Request, question: LoginQuestion) -> Request:
    """Return a request whose session is ours, apart from that of Streamlit."""
    return Request({**request.scope, "session": question.session})


def _record_refusal(folder: Path, why: str) -> None:
    record_event(folder, NOBODY, "login_refused", why=why)


def _write(
    key: str, link: str, label: str, status: int = 200, *, is_sent: bool = False
) -> Response:
    say = partial(text, "dashboard.access", key)
    return write_page(say, link, label, status, is_sent=is_sent)
