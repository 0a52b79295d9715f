from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
from polars.testing import assert_frame_equal

from etl.open_data.fetch import FetchResult, fetch_open_data, read_open_data
from etl.open_data.landing import RULES
from etl.open_data.sources import list_sources
from pazanga.errors import OpenDataError
from pazanga.settings import OpenDataSettings, Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from etl.open_data.download import Downloader
    from tests.etl.open_data.conftest import Answer, Portal, Site

    Fetch = Callable[..., FetchResult]

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
FLOW = "statistics-S9R001_M9000001"


@pytest.fixture
def fetch(settings: Settings, downloader: Downloader) -> Fetch:
    def fetch(name: str = "schools", now: datetime = NOW) -> FetchResult:
        return fetch_open_data(settings, name, now=now, downloader=downloader)

    return fetch


def fail(fetch: Fetch, name: str = "schools") -> OpenDataError:
    with pytest.raises(OpenDataError) as caught:
        fetch(name)
    return caught.value


@pytest.mark.parametrize(
    ("name", "setting"),
    [
        ("schools", "PAZANGA_OPEN_DATA_SCHOOLS"),
        ("pupils", "PAZANGA_OPEN_DATA_PUPILS"),
        ("statistics-X", "PAZANGA_OPEN_DATA_STATISTICS"),
    ],
)
def test_everything_is_off_until_turned_on(
    settings: Settings, site: Site, name: str, setting: str
) -> None:
    off = replace(settings, open_data=OpenDataSettings())
    assert list_sources(off.open_data) == ()
    with pytest.raises(OpenDataError) as caught:
        fetch_open_data(off, name, now=NOW)
    assert caught.value.fields == {"source": name, "setting": setting}
    assert (site.asked, settings.home.exists()) == ([], False)


def test_unknown_source_is_named(fetch: Fetch) -> None:
    assert fail(fetch, "teachers").code == "open_data.unknown_source"


def test_sources_turned_on_are_listed(settings: Settings) -> None:
    names = [source.name for source in list_sources(settings.open_data)]
    assert names == ["schools", "pupils", FLOW]


def test_schools_land_as_table_and_record(fetch: Fetch, portal: Portal) -> None:
    result = fetch(now=NOW.astimezone(timezone(timedelta(hours=2))))
    record = result.landed.record
    assert result.landed.frame["ins_pavad_lt"].to_list() == [
        row["ins_pavad_lt"] for row in portal.rows
    ]
    assert (record.rows, record.rejected_rows, record.retrieved_at) == (5, 0, NOW)
    written = json.loads((result.folder / "datapackage.json").read_text("utf-8"))
    table = written["resources"][0]
    assert table["hash"] == f"sha256:{record.sha256}"
    assert written["licenses"][0]["name"] == record.licence == "CC-BY-4.0"
    assert written["sources"][0]["path"].endswith("/BugdymoMokykla")
    assert sorted(path.name for path in result.folder.iterdir()) == sorted(
        [table["path"], "datapackage.json"]
    )


@pytest.mark.usefixtures("portal")
def test_what_landed_reads_back(fetch: Fetch, settings: Settings) -> None:
    landed = fetch().landed
    again = read_open_data(settings, "schools")
    assert again is not None
    assert again.record == landed.record
    assert_frame_equal(again.frame, landed.frame)
    types = again.frame["ins_pagr_tipas"].to_list()
    assert (types[4], again.frame["ins_motin_id"][4]) == ("", None)


def test_nothing_landed_reads_as_nothing(settings: Settings) -> None:
    assert read_open_data(settings, "pupils") is None


@pytest.mark.usefixtures("portal")
def test_damaged_table_counts_as_nothing(fetch: Fetch, settings: Settings) -> None:
    result = fetch()
    table = next(result.folder.glob("data-*.csv"))
    table.write_bytes(table.read_bytes().replace(b"Paupio", b"Upelio"))
    assert read_open_data(settings, "schools") is None
    assert fetch().is_changed


def test_unchanged_data_are_said_to_be(fetch: Fetch, portal: Portal) -> None:
    assert fetch().is_changed
    later = fetch(now=NOW + timedelta(days=1))
    assert not later.is_changed
    assert later.landed.record.retrieved_at == NOW + timedelta(days=1)
    portal.rows[0]["ins_pavad_lt"] = "Naujas vardas"
    assert fetch().is_changed
    assert len(list(later.folder.glob("data-*.csv"))) == 1


def test_pupil_counts_land(fetch: Fetch, portal: Portal, pupils: list[Any]) -> None:
    portal.rows = pupils
    frame = fetch("pupils").landed.frame
    assert frame["mokiniu_sk_viso"].to_list() == [400, 410]
    assert frame["priesmokyklines_grupes_mokiniu_sk"].to_list() == [None, None]


def test_interrupted_download_goes_on(
    fetch: Fetch, site: Site, portal: Portal, answer: type[Answer]
) -> None:
    second_page = json.dumps(portal.answer('select(_id)page("00000002")')).encode()
    site.respond = lambda path: (
        answer(second_page, cut_at=20) if "page(" in path else portal.respond(path)
    )
    assert fail(fetch).code == "open_data.cut_short"
    site.respond, site.asked = portal.respond, []
    resumed = fetch(now=NOW + timedelta(hours=1)).landed
    assert ["page(" in path for path in site.asked] == [False, True, True, True]
    assert resumed.frame["_id"].to_list() == [row["_id"] for row in portal.rows]


@pytest.mark.usefixtures("portal")
def test_page_cut_once_loses_nothing(
    fetch: Fetch, site: Site, answer: type[Answer]
) -> None:
    whole = fetch().landed.frame
    asked = len(site.asked)
    site.faults = [answer(b'{"_data": [{"_id"', cut_at=9), answer(b'{"_data":')]
    assert_frame_equal(fetch().landed.frame, whole)
    assert len(site.asked) == 2 * asked + 2


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        pytest.param("sav_kodas", ..., "open_data.field_missing", id="missing"),
        pytest.param("sav_kodas", 99, "open_data.field_retyped", id="retyped"),
        pytest.param("e_koord", "24,1", "open_data.field_retyped", id="text"),
    ],
)
def test_changed_schema_keeps_the_last_good_data(
    fetch: Fetch,
    settings: Settings,
    portal: Portal,
    field: str,
    value: object,
    code: str,
) -> None:
    before = fetch()
    for row in portal.rows:
        row[field] = value
        if value is ...:
            del row[field]
    error = fail(fetch)
    assert (error.code, error.fields["field"]) == (code, field)
    after = read_open_data(settings, "schools")
    assert after is not None
    assert after.record == before.landed.record
    assert not (before.folder / "unfinished").exists()


def test_new_field_is_a_note_in_the_record(
    fetch: Fetch, settings: Settings, portal: Portal
) -> None:
    for row in portal.rows:
        row["svetaine"] = "pavyzdys"
    (note,) = fetch().landed.record.notes
    assert note.text("en").endswith(
        "there is a new field “svetaine”. It is not taken yet."
    )
    read = read_open_data(settings, "schools")
    assert read is not None
    assert read.record.notes == (note,)


def test_bad_rows_are_put_aside_with_their_rules(
    fetch: Fetch, settings: Settings, portal: Portal
) -> None:
    portal.rows[1]["iraso_id"] = None
    fetch()
    landed = read_open_data(settings, "schools")
    assert landed is not None
    assert (landed.record.rows, landed.record.rejected_rows) == (4, 1)
    assert landed.rejected["ins_pavad_lt"].to_list() == ["Ąžuolyno gimnazija"]
    assert landed.rejected[RULES].to_list() == ["iraso_id|nullability"]


@pytest.mark.parametrize(
    ("rows", "code"), [(0, "open_data.no_rows"), (5, "open_data.nothing_usable")]
)
def test_nothing_never_replaces_something(
    fetch: Fetch, settings: Settings, portal: Portal, rows: int, code: str
) -> None:
    fetch()
    portal.rows = [{**row, "iraso_id": None} for row in portal.rows[:rows]]
    assert fail(fetch).code == code
    kept = read_open_data(settings, "schools")
    assert kept is not None
    assert kept.record.rows == 5


@pytest.mark.usefixtures("portal")
def test_folder_that_cannot_be_written_is_named(
    fetch: Fetch, settings: Settings
) -> None:
    settings.home.write_text("a file where the home should be")
    error = fail(fetch)
    assert error.code == "open_data.cannot_write"
    assert str(settings.home) in str(error)


def test_landing_that_fails_at_its_last_step_changes_nothing(
    fetch: Fetch, settings: Settings, portal: Portal
) -> None:
    before = fetch()
    portal.rows[0]["ins_pavad_lt"] = "Naujas vardas"
    blocking = before.folder / ".datapackage.json.new"
    blocking.mkdir()
    assert fail(fetch).code == "open_data.cannot_write"
    kept = read_open_data(settings, "schools")
    assert kept is not None
    assert kept.record == before.landed.record
    blocking.rmdir()
    assert fetch().is_changed
    assert len(list(before.folder.iterdir())) == 2


def test_statistics_land(
    fetch: Fetch, site: Site, answer: type[Answer], statistics: bytes
) -> None:
    site.respond = lambda _: answer(statistics, "application/force-download")
    landed = fetch(FLOW).landed
    assert site.asked == ["/rest_xml/data/S9R001_M9000001/"]
    assert landed.frame["flow_code"].unique().to_list() == ["S9R001_M9000001"]
    assert landed.frame["value"].null_count() == 1
    assert landed.record.dimensions == (
        "LAIKOTARPIS",
        "Lytis",
        "MATVNT",
        "savivaldybesRegdb",
    )


def test_statistics_begin_with_the_first_year(
    settings: Settings,
    site: Site,
    downloader: Downloader,
    answer: type[Answer],
    statistics: bytes,
) -> None:
    site.respond = lambda _: answer(statistics, "application/xml")
    since = replace(settings, open_data=replace(settings.open_data, since_year=2023))
    fetch_open_data(since, FLOW, now=NOW, downloader=downloader)
    assert site.asked == ["/rest_xml/data/S9R001_M9000001/?startPeriod=2023"]


def test_other_dimensions_keep_the_last_good_statistics(
    fetch: Fetch, site: Site, answer: type[Answer], statistics: bytes
) -> None:
    site.respond = lambda _: answer(statistics, "text/xml")
    fetch(FLOW)
    changed = statistics.replace(b'id="Lytis"', b'id="Amzius"')
    site.respond = lambda _: answer(changed, "text/xml")
    error = fail(fetch, FLOW)
    assert error.code == "open_data.dimensions_changed"
    assert "Lytis" in error.fields["expected"]
    assert "Amzius" in error.fields["found"]


def test_empty_statistics_say_what_the_site_says(
    fetch: Fetch, site: Site, answer: type[Answer], empty_statistics: bytes
) -> None:
    site.respond = lambda _: answer(empty_statistics, "application/xml")
    error = fail(fetch, FLOW)
    assert error.code == "open_data.flow_empty"
    assert error.fields["said"] == "400 Nežinomas duomenų srautas"
