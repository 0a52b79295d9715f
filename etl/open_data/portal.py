"""The Spinta API of data.gov.lt: one model, page by page or change by change.

    <portal>/<model>/:format/json?select(a,b,_page)&sort(_id)&limit(n)&page("token")
    <portal>/<model>/:changes/<change number>/:format/json?limit(n)

An answer is `{"_data": [row, …], "_page": {"next": "token"}}`. The token is given even
with the last rows, and only where `_page` is selected, so the end is a page without
rows or without a token. Sorting by `_id` keeps pages apart while the data change.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from etl.open_data.download import Downloader, Request
from pazanga.errors import OpenDataError, TemporaryError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from etl.open_data.rows import JsonRow

PAGE_ROWS: Final = 1000
MOST_PAGES: Final = 2000
"""Many times what there is: a site that never ends is not followed for ever."""
_MEDIA_TYPES: Final = ("application/json",)


@dataclass(frozen=True, slots=True)
class PortalPage:
    """Rows of one answer.

    Attributes:
        rows: In the portal's order; none at the end.
        token: What to ask the next page with; None where there is none.
    """

    rows: tuple[JsonRow, ...]
    token: str | None


@dataclass(frozen=True)
class PortalModel:
    """A model of the portal, asked through a downloader.

    Attributes:
        downloader: Asks the portal.
        address: Address of the model, without a slash at its end.
        fields: What to select: the contract's columns.
    """

    downloader: Downloader
    address: str
    fields: tuple[str, ...]

    @property
    def query(self) -> str:
        """Return the question whose pages are read; another starts from page one."""
        return f"{self.address}?select({','.join(self.fields)})&sort(_id)"

    def read_sample(self) -> JsonRow | None:
        """Read one row with all fields the portal has; None where it has no rows."""
        page = self._read(f"{self.address}/:format/json?limit(1)")
        return page.rows[0] if page.rows else None

    def read_page(self, token: str | None) -> PortalPage:
        """Read a page: the first one, or the one a token leads to."""
        selected = ",".join((*self.fields, "_page"))
        address = (
            f"{self.address}/:format/json?select({selected})"
            f"&sort(_id)&limit({PAGE_ROWS})"
        )
        if token is not None:
            address += f"&page(%22{quote(token, safe='')}%22)"
        return self._read(address)

    def read_pages(self, token: str | None) -> Iterator[PortalPage]:
        """Read pages with rows, from a token on, to the end.

        Raises:
            OpenDataError: A page leads back to itself, or there is no end to them.
        """
        for _ in range(MOST_PAGES):
            page = self.read_page(token)
            if not page.rows:
                return
            if page.token is not None and page.token == token:
                raise OpenDataError("page_repeats", address=self.address, token=token)
            yield page
            if page.token is None:
                return
            token = page.token
        raise OpenDataError("too_many_pages", address=self.address, limit=MOST_PAGES)

    def read_last_change(self) -> int:
        """Read the number of the latest change; 0 where there was none."""
        address = f"{self.address}/:changes/-1/:format/json?limit(1)"
        rows = self._read(address).rows
        return max((_change_number(row, address) for row in rows), default=0)

    def read_changes(self, after: int) -> Iterator[JsonRow]:
        """Read the changes after a change number, oldest first.

        Raises:
            OpenDataError: A page leads back to itself, or there is no end to them.
        """
        for _ in range(MOST_PAGES):
            address = (
                f"{self.address}/:changes/{after + 1}/:format/json?limit({PAGE_ROWS})"
            )
            rows = self._read(address).rows
            if not rows:
                return
            yield from rows
            latest = max(_change_number(row, address) for row in rows)
            if latest <= after:
                raise OpenDataError("page_repeats", address=address, token=latest)
            after = latest
        raise OpenDataError("too_many_pages", address=self.address, limit=MOST_PAGES)

    def _read(self, address: str) -> PortalPage:
        def parse(chunks: Iterator[bytes]) -> PortalPage:
            return parse_page(chunks, address)

        return self.downloader.read(Request(address, _MEDIA_TYPES), parse)


def parse_page(chunks: Iterable[bytes], address: str) -> PortalPage:
    """Parse an answer of the portal.

    Raises:
        TemporaryError: The JSON is broken, most likely cut short.
        OpenDataError: It is JSON of another shape.
    """
    try:
        answer = json.loads(b"".join(chunks), parse_constant=_refuse_constant)
        # Half of a pair of surrogates is fine in JSON, and nowhere else.
        json.dumps(answer, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise TemporaryError("broken_json", address=address) from error
    rows = answer.get("_data") if isinstance(answer, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise OpenDataError("shape", address=address, expected='{"_data": [{…}, …]}')
    return PortalPage(tuple(rows), _read_token(answer, address))


def _read_token(answer: dict[str, Any], address: str) -> str | None:
    page = answer.get("_page") or {}
    token = page.get("next") if isinstance(page, dict) else page
    if token is None or isinstance(token, str):
        return token
    raise OpenDataError("shape", address=address, expected='{"_page": {"next": "…"}}')


def _change_number(row: JsonRow, address: str) -> int:
    number = row.get("_cid")
    if isinstance(number, int):
        return number
    raise OpenDataError("shape", address=address, expected='{"_cid": 1, …}')


def _refuse_constant(name: str) -> None:
    raise ValueError(name)
