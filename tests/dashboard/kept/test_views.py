"""Saved views: what is kept of a page, who may, and what is said once it is gone."""

from __future__ import annotations

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from html import unescape
from typing import TYPE_CHECKING

import pytest
from shown_page import RunPage, read_text

from dashboard.kept.saving import write_view_address
from dashboard.kept.views import (
    MOST_VIEWS,
    list_views,
    remove_view,
    rename_view,
    save_view,
)
from dashboard.kit.texts import Words
from pazanga.errors import KeptError
from pazanga.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    from dashboard.kit.screen import Screen

PLAN = {"plan": ("birstonas",)}
STEAM = {**PLAN, "area": ("steam",)}
PERSON = "39001010077"


@pytest.fixture
def home(shown_settings: Settings, tmp_path: Path) -> Settings:
    """A copy of the published warehouse beside which views are kept."""
    shutil.copytree(shown_settings.home, tmp_path / "home")
    return Settings(home=tmp_path / "home", data=shown_settings.data)


@pytest.fixture
def open_page(
    home: Settings, run_page: RunPage, monkeypatch: pytest.MonkeyPatch
) -> RunPage:
    """Open pages as one who may write."""
    monkeypatch.setenv("PAZANGA_LOAD_PAGE", "1")

    def run(page: str = "overview", **parameters: str | list[str]) -> AppTest:
        monkeypatch.setenv("PAZANGA_HOME", str(home.home))
        return run_page(page, **parameters)

    return run


def save_on_page(app: AppTest, name: str) -> AppTest:
    app.text_input(key="view_name").set_value(name)
    return app.button(key="view_save").click().run()


def test_page_is_saved_with_its_filters_and_listed(
    open_page: RunPage, home: Settings
) -> None:
    app = open_page("spending", area="steam", school=["G1", "gone"], exam="VBE")
    said = read_text(save_on_page(app, "  Tarybai  <b>"))
    assert "Išsaugota: „Tarybai &lt;b&gt;“." in said
    (view,) = list_views(home).views
    assert (view.page, dict(view.values)) == ("spending", {**STEAM, "school": ("G1",)})
    overview = read_text(open_page(lang="en"))
    assert "<b>Tarybai &lt;b&gt;</b>" in overview
    link = f"spending?lang=en&plan=birstonas&view={view.code}&area=steam&school=G1"
    assert f'href="{link}"' in unescape(overview)


def test_file_is_small_and_for_the_user_alone(home: Settings) -> None:
    view = save_view(home, "Vienas", "spending", STEAM)
    file = home.views_dir / f"{view.code}.json"
    assert file.stat().st_mode & 0o777 == 0o600
    assert home.views_dir.stat().st_mode & 0o777 == 0o700
    assert set(json.loads(file.read_text())) == {"name", "page", "values", "saved_at"}
    assert {path.name for path in home.views_dir.iterdir()} <= {file.name, ".lock"}


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("", "name_empty"),
        ("  ", "name_empty"),
        ("a" * 81, "name_long"),
        ("a\nb", "name_controls"),
        ("a\x1b[1m", "name_controls"),
        ("a\u202eb", "name_controls"),
        ("a\u200bb", "name_controls"),
        ("\u3164", "name_controls"),
        ("Tarybai\u2800", "name_controls"),
        ("\u0301\ufe0f", "name_empty"),
        ("\u00a0\u2003", "name_empty"),
        ("TARYBAI", "name_taken"),
        ("Ta\u0307rybai", None),
        ("z\u030crinys", "name_taken"),
        (f"Jono {PERSON}", "personal_code"),
        ("a" * 80, None),
    ],
)
def test_name_is_one_line_unlike_all_others(
    home: Settings, name: str, error: str | None
) -> None:
    for taken in ("Tarybai", "Žrinys"):
        save_view(home, taken, "plan", PLAN)
    if error is None:
        assert save_view(home, name, "plan", PLAN).name
        return
    with pytest.raises(KeptError) as refused:
        save_view(home, name, "plan", PLAN)
    assert refused.value.name == error
    assert len(list_views(home).views) == 2


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({**PLAN, "search": (f"x {PERSON}",)}, "personal_code"),
        ({**PLAN, "area": ("a" * 201,)}, "view_too_large"),
        ({**PLAN, "area": ("a\x00",)}, "view_too_large"),
        ({**PLAN, "school": tuple(map(str, range(300)))}, "view_too_large"),
    ],
)
def test_value_that_is_no_code_is_not_kept(
    home: Settings, values: dict[str, tuple[str, ...]], error: str
) -> None:
    with pytest.raises(KeptError) as refused:
        save_view(home, "Vienas", "spending", values)
    assert refused.value.name == error
    assert list_views(home).views == ()


def test_there_are_only_so_many_views(home: Settings) -> None:
    for number in range(MOST_VIEWS):
        save_view(home, f"Rodinys {number}", "plan", PLAN)
    with pytest.raises(KeptError, match=str(MOST_VIEWS)):
        save_view(home, "Dar vienas", "plan", PLAN)


def test_of_many_at_once_one_gets_the_name(home: Settings) -> None:
    def save(number: int) -> bool:
        with suppress(KeptError):
            return bool(save_view(home, f"Vienas{' ' * number}", "plan", PLAN))
        return False

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(save, range(16))) == 1
    assert len(list_views(home).views) == 1


def test_home_that_cannot_be_written_is_said(home: Settings) -> None:
    home.views_dir.write_text("")
    with pytest.raises(KeptError) as refused:
        save_view(home, "Vienas", "plan", PLAN)
    assert refused.value.name == "kept_unwritable"


def test_view_is_renamed_and_removed(home: Settings) -> None:
    first = save_view(home, "Vienas", "plan", PLAN)
    other = save_view(home, "Kitas", "plan", PLAN)
    rename_view(home, first.code, "vienas")
    with pytest.raises(KeptError, match="Kitas"):
        rename_view(home, first.code, "KITAS")
    remove_view(home, other.code)
    remove_view(home, other.code)
    assert [view.name for view in list_views(home).views] == ["vienas"]
    with pytest.raises(KeptError):
        rename_view(home, other.code, "Trečias")


def test_link_in_the_folder_is_no_view(home: Settings, tmp_path: Path) -> None:
    view = save_view(home, "Vienas", "spending", STEAM)
    elsewhere = (home.views_dir / f"{view.code}.json").rename(tmp_path / "view.json")
    (home.views_dir / f"{view.code}.json").symlink_to(elsewhere)
    listed = list_views(home)
    assert (listed.views, listed.damaged_count) == ((), 1)


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", '{"name": 1}', "[" * 9999, '{"name":"a","page":"load"}', "\xff"],
)
def test_damaged_file_is_counted_and_spoils_no_page(
    open_page: RunPage, home: Settings, content: str
) -> None:
    save_view(home, "Vienas", "plan", PLAN)
    (home.views_dir / f"{'0' * 16}.json").write_text(content, encoding="latin-1")
    assert list_views(home).damaged_count == 1
    said = read_text(open_page())
    assert "1 rodinio failo perskaityti nepavyko" in said
    assert "Vienas" in said


def test_views_are_kept_up_on_the_overview_after_a_question(
    open_page: RunPage, home: Settings
) -> None:
    code = save_view(home, "Vienas", "plan", PLAN).code
    app = open_page()
    app.selectbox(key="view_choice").select(code).run()
    app.text_input(key=f"view_rename_{code}").set_value("Antras")
    app.button(key="view_rename").click().run()
    assert "<b>Antras</b>" in read_text(app)
    app.button(key="view_remove").click().run()
    assert "Pašalinti rodinį „Antras“?" in read_text(app)
    app.button(key="view_remove_yes").click().run()
    assert not app.exception
    assert list_views(home).views == ()


def test_who_may_not_load_may_not_save(
    open_page: RunPage, home: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_view(home, "Vienas", "plan", PLAN)
    app = open_page("spending")
    app.text_input(key="view_name").set_value("Antras")
    monkeypatch.setenv("PAZANGA_LOAD_PAGE", "0")
    app.button(key="view_save").click().run()
    assert [view.name for view in list_views(home).views] == ["Vienas"]
    app = open_page()
    assert "Vienas" in read_text(app)
    assert not [one for one in app.selectbox if one.key == "view_choice"]


def follow(open_page: RunPage, screen: Screen, home: Settings) -> AppTest:
    """Follow the link to the only view."""
    (view,) = list_views(home).views
    address = write_view_address(screen, view)
    pairs = dict(part.split("=") for part in address.partition("?")[2].split("&"))
    return open_page(view.page, **pairs)


def test_view_is_opened_under_its_name(
    open_page: RunPage, screen: Screen, home: Settings
) -> None:
    save_view(home, "Vienas", "spending", STEAM)
    app = follow(open_page, screen, home)
    assert "Vienas" in read_text(app)
    assert app.multiselect(key="area").value == ["steam"]
    app.multiselect(key="area").set_value(["culture"]).run()
    assert "Vienas" not in read_text(app)
    assert "view" not in app.query_params


@pytest.mark.parametrize(
    ("page", "values"),
    [
        ("spending", {**PLAN, "area": ("gone",)}),
        ("spending", {"plan": ("gone",)}),
        ("spending", {**PLAN, "sort": ("gone",)}),
        ("activity", {**PLAN, "key": ("gone",)}),
        ("school", {"plan": ("kalvarija",), "code": ("gone",)}),
    ],
)
def test_view_of_what_is_gone_says_so_and_opens_nothing_else(
    open_page: RunPage,
    screen: Screen,
    home: Settings,
    page: str,
    values: dict[str, tuple[str, ...]],
) -> None:
    save_view(home, "Vienas", page, values)
    app = follow(open_page, screen, home)
    said, say = read_text(app), Words("kept", screen.language)
    assert not app.exception
    assert say("open.gone", name="Vienas") in said
    assert "gone" in said
    assert 'class="answer"' not in said
    assert 'class="figures"' not in said


def test_link_to_a_view_that_was_removed_shows_what_its_address_says(
    open_page: RunPage,
) -> None:
    app = open_page("spending", area="steam", view="0" * 16)
    assert Words("kept", "lt")("open.unknown") in read_text(app)
    assert app.multiselect(key="area").value == ["steam"]
