from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from etl.open_data import portal as portal_module
from etl.open_data.portal import PortalModel, PortalPage, parse_page
from pazanga.errors import OpenDataError, TemporaryError

if TYPE_CHECKING:
    from etl.open_data.download import Downloader
    from tests.etl.open_data.conftest import Answer, Portal, Site


def open_model(site: Site, downloader: Downloader) -> PortalModel:
    return PortalModel(downloader, f"{site.address}/ns/City", ("_id", "ins_pavad_lt"))


def test_pages_are_read_to_the_end(
    site: Site, portal: Portal, downloader: Downloader
) -> None:
    pages = list(open_model(site, downloader).read_pages(None))
    names = [row["ins_pavad_lt"] for page in pages for row in page.rows]
    assert names == [row["ins_pavad_lt"] for row in portal.rows]
    assert [len(page.rows) for page in pages] == [2, 2, 1]


def test_page_is_asked_the_way_the_portal_documents(
    site: Site, downloader: Downloader, answer: type[Answer]
) -> None:
    site.respond = lambda _: answer(b'{"_data": []}')
    open_model(site, downloader).read_page('a+b="&')
    query = "select(_id,ins_pavad_lt,_page)&sort(_id)&limit(1000)"
    assert site.asked == [f'/ns/City/:format/json?{query}&page("a+b="&")']


def test_pages_go_on_from_a_token(
    site: Site, portal: Portal, downloader: Downloader
) -> None:
    token = f"{portal.rows[2]['_id']}="
    pages = list(open_model(site, downloader).read_pages(token))
    assert [row["_id"] for page in pages for row in page.rows] == [
        row["_id"] for row in portal.rows[3:]
    ]


def test_page_without_a_token_is_the_last(
    site: Site, downloader: Downloader, answer: type[Answer]
) -> None:
    site.respond = lambda _: answer(b'{"_data": [{"_id": "a"}]}')
    (page,) = open_model(site, downloader).read_pages(None)
    assert (page.rows, len(site.asked)) == (({"_id": "a"},), 1)


def test_page_that_leads_to_itself_ends_the_download(
    site: Site, downloader: Downloader, answer: type[Answer]
) -> None:
    body = b'{"_data": [{"_id": "a"}], "_page": {"next": "same="}}'
    site.respond = lambda _: answer(body)
    with pytest.raises(OpenDataError) as caught:
        list(open_model(site, downloader).read_pages(None))
    assert caught.value.code == "open_data.page_repeats"
    assert len(site.asked) == 2


def test_changes_are_read_to_the_end(
    site: Site, portal: Portal, downloader: Downloader
) -> None:
    portal.changes = [{"_cid": number, "_op": "patch"} for number in range(1, 7)]
    model = open_model(site, downloader)
    assert [change["_cid"] for change in model.read_changes(2)] == [3, 4, 5, 6]
    assert model.read_last_change() == 6


def test_changes_that_repeat_end_the_download(
    site: Site, downloader: Downloader, answer: type[Answer]
) -> None:
    site.respond = lambda _: answer(b'{"_data": [{"_cid": 3}]}')
    with pytest.raises(OpenDataError) as caught:
        list(open_model(site, downloader).read_changes(2))
    assert caught.value.code == "open_data.page_repeats"


@pytest.mark.parametrize(
    ("body", "page"),
    [
        pytest.param(b'{"_data": []}', PortalPage((), None), id="no_rows"),
        pytest.param(
            b'{"_data":[{"a":1}],"_page":{"next":"t="}}',
            PortalPage(({"a": 1},), "t="),
            id="rows_and_token",
        ),
        pytest.param(
            b'{"_data":[],"_page":{"next":null}}', PortalPage((), None), id="null_token"
        ),
    ],
)
def test_answer_of_the_portal_is_parsed(body: bytes, page: PortalPage) -> None:
    assert parse_page([body[:5], body[5:]], "address") == page


@pytest.mark.parametrize(
    ("body", "code"),
    [
        pytest.param(b'{"_data":[{"a":', "open_data.broken_json", id="cut"),
        pytest.param(b"\xff\xfe\xfa", "open_data.broken_json", id="not_text"),
        pytest.param(b"[" * 100_000, "open_data.broken_json", id="too_deep"),
        pytest.param(b'{"_data":[{"a":NaN}]}', "open_data.broken_json", id="nan"),
        pytest.param(b"[]", "open_data.shape", id="list"),
        pytest.param(b'{"data":[]}', "open_data.shape", id="other_name"),
        pytest.param(b'{"_data":[1]}', "open_data.shape", id="row_is_no_object"),
        pytest.param(b'{"_data":[],"_page":{"next":1}}', "open_data.shape", id="token"),
    ],
)
def test_other_answers_are_refused(body: bytes, code: str) -> None:
    with pytest.raises(OpenDataError) as caught:
        parse_page([body], "address")
    assert caught.value.code == code
    assert isinstance(caught.value, TemporaryError) == code.endswith("json")


def test_change_without_a_number_is_refused(
    site: Site, downloader: Downloader, answer: type[Answer]
) -> None:
    site.respond = lambda _: answer(b'{"_data": [{"_op": "patch"}]}')
    with pytest.raises(OpenDataError) as caught:
        open_model(site, downloader).read_last_change()
    assert caught.value.code == "open_data.shape"


def test_site_without_an_end_is_not_followed_for_ever(
    site: Site,
    downloader: Downloader,
    answer: type[Answer],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(portal_module, "MOST_PAGES", 7)

    def respond(_: str) -> Answer:
        number = len(site.asked)
        row = {"_id": f"{number}", "_cid": number}
        page = {"_data": [row], "_page": {"next": f"{number}="}}
        return answer(json.dumps(page).encode())

    site.respond = respond
    model = open_model(site, downloader)
    for endless in (model.read_pages(None), model.read_changes(0)):
        site.asked.clear()
        with pytest.raises(OpenDataError, match="7 were read"):
            list(endless)
        assert len(site.asked) == 7
