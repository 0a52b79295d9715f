"""Who asks: the session or token of a request, and the roles that the rules give.

Every door asks here, and the rules are read again each time they change: a role that is
taken away is gone at the next click.
"""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING, Final

import streamlit as st

from pazanga.access.mapping import parse_municipalities, read_mapping
from pazanga.access.reader import OPEN, Visitor
from pazanga.access.roles import EVERYWHERE, ROLES, Grant
from pazanga.access.sessions import find_session
from pazanga.access.tokens import find_token
from pazanga.errors import AccessError
from pazanga.settings import read_home

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pazanga.access.sessions import Session
    from pazanga.settings import Settings

logger = logging.getLogger(__name__)

BEARER: Final = "bearer"
LOOKED: Final = "look"
_MOST_HEADER: Final = 16_384


def find_reader(settings: Settings, headers: Mapping[str, str]) -> Visitor:
    """Find who makes a request.

    Rules or tokens that cannot be read let nobody in; the log says why.

    Args:
        settings: Whether there are logins, and where their rules are.
        headers: Those of the request.
    """
    if settings.logins is None:
        return OPEN
    try:
        authorization = headers.get("authorization")
        if authorization is not None:
            return _find_program(settings, authorization)
        session = find_login(settings, headers)
        mapping = read_mapping(settings.access_rules)
        if session is None:
            return Visitor("nobody", grants=mapping.find_grants(None))
        own = Visitor(
            "login",
            session.subject,
            mapping.find_grants(session.claims),
            session.name,
            session.key,
        )
        return _look(own, session)
    except AccessError:
        logger.exception("access_closed")
        return Visitor("nobody")


def find_login(settings: Settings, headers: Mapping[str, str]) -> Session | None:
    """Find the session of the browser that makes a request."""
    given = read_cookie(headers, name_cookie(settings))
    return find_session(settings.access_dir, given) if given else None


def read_cookie(headers: Mapping[str, str], name: str) -> str:
    """Read a cookie; empty where there is none, or more than one of that name."""
    said = headers.get("cookie", "")
    if len(said) > _MOST_HEADER:
        return ""
    # Not `SimpleCookie`: one cookie of another program it cannot read hides all others.
    pairs = (pair.strip().partition("=") for pair in said.split(";"))
    values = [value for one, _, value in pairs if one == name]
    return values[0] if len(values) == 1 else ""


def name_cookie(settings: Settings) -> str:
    """Return how the cookie of a session is called.

    Under https its name binds it to this host: no other one can set it.
    """
    return "__Host-pazanga" if is_secure(settings) else "pazanga"


def is_secure(settings: Settings) -> bool:
    """Whether readers come by https."""
    return settings.logins is not None and settings.logins.is_secure


def read_own_home() -> Settings:
    """Return the settings of a page: where its reader's data are.

    Whoever may not see all reads files that hold no more than they may.
    """
    settings = read_home(os.environ)
    if settings.logins is None:
        return settings
    return find_page_reader(settings).narrow(settings)


def find_page_reader(settings: Settings | None = None) -> Visitor:
    """Find whose page runs."""
    settings = settings or read_home(os.environ)
    if settings.logins is None:
        return OPEN
    headers = {name.lower(): value for name, value in st.context.headers.items()}
    return find_reader(settings, headers)


def _find_program(settings: Settings, authorization: str) -> Visitor:
    kind, _, given = authorization.partition(" ")
    if kind.lower() != BEARER:
        return Visitor("nobody")
    token = find_token(settings.access_dir, given.strip())
    if token is None:
        return Visitor("nobody")
    return Visitor("token", token.code, (token.grant,))


def _look(own: Visitor, session: Session) -> Visitor:
    """Return an admin as the role they look as; whoever is none looks as themselves."""
    codes = parse_municipalities(session.look.get("municipalities"))
    role = session.look.get("role")
    if role not in ROLES or not codes or not own.may("admin", EVERYWHERE):
        return own
    grant = Grant(role, codes, LOOKED)
    return Visitor(LOOKED, own.subject, (grant,), own.name, own.session)
