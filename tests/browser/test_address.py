"""Back, Forward, reload, a copied link: the address holds what is on screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    Reader = Any
    Step = Callable[[Reader], None]

pytestmark = pytest.mark.browser


def go(name: str) -> Step:
    """Follow the menu."""
    return lambda reader: reader.page.get_by_role("link", name=name, exact=True).click()


def go_behind(name: str, section: str) -> Step:
    """Follow the menu through a section that opens."""

    def step(reader: Reader) -> None:
        reader.page.get_by_role("button", name=section, exact=True).click()
        reader.page.get_by_role("menuitem", name=name, exact=True).click()

    return step


def choose(name: str, option: str) -> Step:
    return lambda reader: reader.choose(name, option)


def press(name: str, label: str) -> Step:
    """Press one of a few views."""
    return lambda reader: (
        reader.page.locator(f".st-key-{name}").get_by_text(label, exact=True).click()
    )


def type_words(name: str, words: str) -> Step:
    def step(reader: Reader) -> None:
        field = reader.page.locator(f".st-key-{name} input")
        field.fill(words)
        field.press("Enter")

    return step


CHOSEN = "area=steam&school=G5&by=category"
GROUPED = f"{CHOSEN}&group=mandatory"
STEPS: list[tuple[Step, str]] = [
    (choose("area", "STEAM ugdymas"), "/spending?area=steam"),
    (choose("school", "G5 ·"), "/spending?area=steam&school=G5"),
    (choose("by", "Išlaidų rūšį"), f"/spending?{CHOSEN}"),
    (go("Rodikliai"), f"/targets?{CHOSEN}"),
    (choose("group", "Privalomi"), f"/targets?{GROUPED}"),
    (press("lang", "en"), f"/targets?lang=en&{GROUPED}"),
    (press("lang", "lt"), f"/targets?{GROUPED}"),
    (go_behind("Duomenų kokybė", "Duomenys"), f"/quality?{GROUPED}"),
    (type_words("finding_search", "1"), f"/quality?{GROUPED}&finding_search=1"),
    (go("Lėšos"), f"/spending?{GROUPED}&finding_search=1"),
]
"""Ten steps over three pages, and the address after each."""


def read(page: Page) -> tuple[str, ...]:
    """Read what is on screen: title, headline, filters, figures, choices."""
    return (
        page.title(),
        *page.locator("h1, h1 ~ p, p.active, dl.figures dd.value").all_inner_texts(),
        *page.locator("[data-testid=stMain] [aria-checked=true]").all_inner_texts(),
        *page.locator("[data-tag]").all_inner_texts(),
    )


def look(page: Page) -> tuple[str, ...]:
    """Read what is on screen once it stays the same."""
    idle = page.locator("[data-testid=stApp][data-test-script-state=notRunning]")
    last: tuple[str, ...] = ()
    for _ in range(60):
        page.wait_for_timeout(500)
        expect(idle).to_be_visible()
        seen = read(page)
        if seen == last:
            break
        last = seen
    return last


def expect_to_see(page: Page, address: str, screen: tuple[str, ...]) -> None:
    """Wait until an address shows what it showed before."""
    expect(page).to_have_url(address)
    for _ in range(10):
        if look(page) == screen:
            return
    assert read(page) == screen, address


@pytest.mark.slow
def test_ten_steps_go_back_and_forth(reader: Reader) -> None:
    page = reader.open("/spending")
    seen = [("/spending", look(page))]
    for step, address in STEPS:
        step(reader)
        expect(page).to_have_url(reader.url + address)
        seen.append((address, look(page)))
    assert len(set(seen)) == len(seen) - 1  # Step 7 undoes step 6.
    last = (reader.url + seen[-1][0], seen[-1][1])
    for address, screen in reversed(seen[:-1]):
        page.go_back()
        expect_to_see(page, reader.url + address, screen)
    for address, screen in seen[1:]:
        page.go_forward()
        expect_to_see(page, reader.url + address, screen)
    page.reload()
    expect_to_see(page, *last)
    second = page.context.new_page()
    second.goto(last[0])
    expect_to_see(second, *last)
    assert reader.complaints == []


@pytest.mark.few(1)
@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/spending", "Lėšos · Kauno m. sav. – Pažanga"),
        ("/targets?lang=en&plan=anyksciai", "Targets · Anykščiai District – Pažanga"),
    ],
)
def test_tab_says_page_and_plan(reader: Reader, address: str, title: str) -> None:
    expect(reader.open(address)).to_have_title(title)


def test_old_link_with_labels_is_one_entry_of_the_history(reader: Reader) -> None:
    page = reader.open("/spending?area=STEAM+ugdymas&plan=Kaunas+City")
    expect(page).to_have_url(f"{reader.url}/spending?plan=kaunas&area=steam")
    expect(page.locator("p.active")).to_contain_text("sritis – STEAM ugdymas")
    page.go_back()
    expect(page).to_have_url("about:blank")


def test_what_cannot_be_applied_is_said_and_stays_in_the_address(
    reader: Reader,
) -> None:
    page = reader.open("/spending?area=Neesama&plan=nesamas&naujas=1")
    said = page.locator("p.notice-line")
    expect(said).to_have_count(3)
    for word in ("„Sritis: Neesama“", "„nesamas“", "„naujas“"):
        expect(said.filter(has_text=word)).to_be_visible()
    page.reload()
    expect(said).to_have_count(3)
    reader.choose("area", "STEAM ugdymas")
    expect(said).to_have_count(1)
    expect(page).to_have_url(f"{reader.url}/spending?plan=nesamas&area=steam")


def test_unknown_page_is_said(reader: Reader) -> None:
    page = reader.page
    answer = page.goto(f"{reader.url}/nesamas")
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_text("Tokio puslapio nėra.")).to_be_visible()


def test_code_of_a_school_is_seen_in_list_and_field(reader: Reader) -> None:
    page = reader.open("/spending")
    page.locator(".st-key-school input").click()
    texts = page.locator("[data-testid=stMultiSelectDropdown] [data-item-hl]")
    expect(texts.filter(has_text="G3 ·")).to_be_visible()
    clipped = "all => all.filter(one => one.scrollWidth > one.clientWidth).length"
    assert texts.evaluate_all(clipped) == 0
    page.keyboard.press("Escape")
    for code in ("G5 ·", "G8 ·"):
        reader.choose("school", code)
    tags = page.locator(".st-key-school [data-tag]")
    expect(tags).to_have_count(2)
    field = page.locator(".st-key-school [role=group]").first.bounding_box()
    for tag in tags.all():
        box = tag.bounding_box()
        assert field is not None
        assert box is not None
        assert box["x"] >= field["x"]
        assert box["x"] + box["width"] <= field["x"] + field["width"]
