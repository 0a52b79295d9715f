"""Commentary: shown as written under the title, its history, and what is refused."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from shown_page import RunPage, read_text

from dashboard.kept.commentary import (
    MOST_TEXTS,
    Subject,
    read_commentary,
    remove_words,
    write_words,
)
from dashboard.kit.texts import Words
from pazanga.errors import KeptError
from pazanga.local_time import find_day
from pazanga.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

PLAN = Subject("spending", "birstonas")
SCHOOL = Subject("school", "birstonas", "G1")


@pytest.fixture
def home(shown_settings: Settings, tmp_path: Path) -> Settings:
    """A copy of the published warehouse beside which commentary is kept."""
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


def write_on_page(app: AppTest, words: str) -> AppTest:
    app.text_area[0].set_value(words)
    return app.button(key="words").click().run()


@pytest.mark.parametrize("language", ["lt", "en"])
def test_words_are_shown_as_written_under_the_title(
    open_page: RunPage, language: str
) -> None:
    app = open_page("school", code="G1", lang=language)
    app = write_on_page(
        app, "Pirma <b>eilutė</b>\r\nantra\r\n\r\n\r\n*Kita* pastraipa  "
    )
    said = read_text(app)
    words = "<p>Pirma &lt;b&gt;eilutė&lt;/b&gt;<br>antra</p><p>*Kita* pastraipa</p>"
    assert f'lang="{language}" class="words">{words}' in said
    title, commentary = said.index("<h1"), said.index('class="commentary"')
    assert title < commentary < said.index('class="figures"')


def test_words_belong_to_one_thing_of_one_plan(
    open_page: RunPage, home: Settings
) -> None:
    write_words(home, SCHOOL, "Apie pirmą", "lt")
    write_words(home, PLAN, "Apie lėšas", "lt")
    assert "Apie pirmą" in read_text(open_page("school", code="G1"))
    assert "Apie pirmą" not in read_text(open_page("school", code="G2"))
    assert "Apie pirmą" not in read_text(open_page("school"))
    assert "Apie lėšas" in read_text(open_page("spending", area="steam"))
    assert "Apie lėšas" not in read_text(open_page("spending", plan="kalvarija"))


def test_page_about_all_plans_says_it_whatever_plan_is_chosen(
    open_page: RunPage, home: Settings
) -> None:
    write_words(home, Subject("municipalities", ""), "Apie visas", "lt")
    assert "Apie visas" in read_text(open_page("municipalities", plan="kalvarija"))


def test_page_that_filters_leave_empty_keeps_its_words(
    open_page: RunPage, home: Settings
) -> None:
    write_words(home, Subject("targets", "birstonas"), "Apie rodiklius", "lt")
    said = read_text(open_page("targets", indicator_search="nėratokio"))
    assert "Apie rodiklius" in said


def test_earlier_texts_stay_readable_and_a_removal_leaves_only_its_day(
    open_page: RunPage, home: Settings
) -> None:
    app = open_page("spending")
    for words in ("Pirmas", "Antras", "Antras", "Trečias"):
        app = write_on_page(app, words)
    said, say = read_text(app), Words("kept", "lt")
    assert say("words.earlier", count=2) in said
    places = [said.index(f"<p>{w}</p>") for w in ("Trečias", "Antras", "Pirmas")]
    assert places == sorted(places)
    app.button(key="words_remove").click().run()
    app.button(key="words_remove_yes").click().run()
    said = read_text(app)
    assert not app.exception
    assert "Antras" not in said
    day = find_day(read_commentary(home, PLAN).writings[-1].at)
    assert say("words.removed", days=day) in said
    assert "Antras" not in (home.commentary_dir / f"{PLAN.code}.json").read_text()
    assert "Ketvirtas" in read_text(write_on_page(app, "Ketvirtas"))


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ("", "words_empty"),
        (" \n\n ", "words_empty"),
        ("\u3164\n\u2800", "words_empty"),
        ("a" * 2001, "words_long"),
        ("a\x00b", "words_controls"),
        ("a\x1b[2Jb", "words_controls"),
        ("a\u202eb", "words_controls"),
        ("a\ud800b", "words_controls"),
        ("Jonas, a. k. 39001010077", "personal_code"),
        ("a. k. 390-0101\n0077", "personal_code"),
        ("a" * 2000, None),
        ("Skirta 2 120 500,00 Eur; 2026-05-31 – 34 proc.", None),
    ],
)
def test_words_are_text_and_name_nobody(
    home: Settings, words: str, error: str | None
) -> None:
    if error is None:
        write_words(home, PLAN, words, "lt")
        present = read_commentary(home, PLAN).present
        assert present is not None
        assert present.words == words
        return
    with pytest.raises(KeptError) as refused:
        write_words(home, PLAN, words, "lt")
    assert refused.value.name == error
    assert read_commentary(home, PLAN).writings == ()


def test_text_changes_only_so_often_and_no_earlier_one_is_lost(home: Settings) -> None:
    for number in range(MOST_TEXTS):
        write_words(home, PLAN, f"{number} " + "ž" * 1990, "lt")
    with pytest.raises(KeptError, match=str(MOST_TEXTS)):
        write_words(home, PLAN, "Dar vienas", "lt")
    assert len(read_commentary(home, PLAN).writings) == MOST_TEXTS
    remove_words(home, PLAN)
    write_words(home, PLAN, "Iš naujo", "lt")


@pytest.mark.parametrize("content", ["", "{}", "[" * 9999, '{"writings": [1]}'])
def test_damaged_file_is_said_and_never_written_over(
    open_page: RunPage, home: Settings, content: str
) -> None:
    write_words(home, PLAN, "Pirmas", "lt")
    file = home.commentary_dir / f"{PLAN.code}.json"
    assert file.stat().st_mode & 0o777 == 0o600
    file.write_text(content)
    app = open_page("spending")
    assert Words("kept", "lt")("words.damaged") in read_text(app)
    assert "perskaityti nepavyko" in read_text(write_on_page(app, "Antras"))
    assert file.read_text() == content


def test_who_may_not_load_reads_and_may_not_write(
    open_page: RunPage, home: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page("spending")
    monkeypatch.setenv("PAZANGA_LOAD_PAGE", "0")
    write_on_page(app, "Slapta")
    assert read_commentary(home, PLAN).writings == ()
    write_words(home, PLAN, "Vieša", "lt")
    app = open_page("spending")
    assert "Vieša" in read_text(app)
    assert not app.text_area
