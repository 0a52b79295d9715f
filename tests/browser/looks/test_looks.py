"""Pages look as they did: where their parts stand, how large, in which colours.

The record is a text: a line per part, in pixels. After a change of looks that is
meant, `RECORD_LOOKS=1 pytest tests/browser/looks` writes it anew, and a reviewer reads
the lines that changed.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

Reader = Any
Part = tuple[str, tuple[int, ...]]

pytestmark = pytest.mark.browser

RECORD: Final = Path(__file__).with_name("looks.txt")
ADDRESSES: Final = ("/", "/spending", "/targets", "/proof?figure=planned")
WIDTHS: Final = (390, 820, 1440)
MOST: Final = 16
"""Pixels that a part may stand elsewhere, or be larger."""

SHARE: Final = 0.03
"""Share of its place or size that a part may differ by, where that is more."""

PARTS: Final = """() => {
  const names = 'h1, p.answer, dl.figures > div, h2, .picture, .table-frame, ' +
    'footer.foot';
  const main = document.querySelector('[data-testid=stMain]');
  const seen = [...document.querySelectorAll(names)].filter(
    one => one.checkVisibility() && one.getBoundingClientRect().height > 0);
  const box = one => {
    const {x, y, width, height} = one.getBoundingClientRect();
    return [x, y + main.scrollTop, width, height].map(Math.round);
  };
  const name = one => {
    const block = one.closest('[class*="st-key-block_"]');
    const key = block ? block.className.match(/st-key-(block_\\w+)/)[1] : '';
    const own = one.className && typeof one.className === 'string'
      ? '.' + one.className.split(' ').join('.') : '';
    return one.tagName.toLowerCase() + own + (key ? ' ' + key : '');
  };
  const over = [];
  seen.forEach((one, at) => seen.slice(at + 1).forEach(other => {
    if (one.contains(other) || other.contains(one)) return;
    const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (wide > 4 && high > 4) over.push(`${name(one)} / ${name(other)}`);
  }));
  return {parts: seen.map(one => [name(one), box(one)]), over};
}"""

COLOURS: Final = """() => {
  const rgb = (one, what) => {
    const said = getComputedStyle(one)[what];
    const scale = said.startsWith('color(') ? 255 : 1;
    return (said.match(/[\\d.]+/g) || []).slice(0, 3).map(part => part * scale);
  };
  const found = [['ground', rgb(document.querySelector('.stApp'), 'backgroundColor')],
    ['ink', rgb(document.querySelector('h1, p.answer'), 'color')]];
  for (const area of ['steam', 'culture', 'inclusion', 'leadership']) {
    const mark = document.querySelector(
      `.picture .${area}:not(.head), .legend .area.${area}`);
    if (mark) found.push([area, rgb(mark, 'backgroundColor')]);
  }
  return found;
}"""


def measure(page: Page) -> tuple[list[Part], list[str]]:
    """The parts of a page with their boxes and colours, and those that overlap."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(400)
    found = page.evaluate(PARTS)
    parts = [*found["parts"], *page.evaluate(COLOURS)]
    told = [(name, tuple(map(round, numbers))) for name, numbers in parts]
    return told, found["over"]


def read_record() -> dict[str, list[Part]]:
    record: dict[str, list[Part]] = {}
    if not RECORD.exists():
        return record
    for line in RECORD.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            parts: list[Part] = record.setdefault(line[2:], [])
        else:
            name, _, numbers = line.rpartition(": ")
            parts.append((name, tuple(map(int, numbers.split()))))
    return record


def write_record(record: dict[str, list[Part]]) -> None:
    lines: list[str] = []
    for name, parts in sorted(record.items()):
        lines.append(f"# {name}")
        lines += [f"{part}: {' '.join(map(str, numbers))}" for part, numbers in parts]
    RECORD.write_text("\n".join(lines) + "\n", encoding="utf-8")


def list_differences(now: list[Part], before: list[Part]) -> Iterator[str]:
    """What a reader would see: parts gone, new, moved, or of another colour."""
    names, known = ([name for name, _ in parts] for parts in (now, before))
    if names != known:
        yield f"{names} instead of {known}"
        return
    for (name, numbers), (_, others) in zip(now, before, strict=True):
        is_colour = len(numbers) < 4
        for number, other in zip(numbers, others, strict=True):
            most = 8 if is_colour else max(MOST, SHARE * other)
            if abs(number - other) > most:
                yield f"{name}: {numbers} instead of {others}"
                break


CASES = [
    pytest.param(
        width,
        language,
        scheme,
        marks=[] if (language, scheme) == ("lt", "light") else pytest.mark.slow,
    )
    for width in WIDTHS
    for language in ("lt", "en")
    for scheme in ("light", "dark")
]


@pytest.mark.few(1)
@pytest.mark.parametrize(("width", "language", "scheme"), CASES)
def test_pages_look_as_recorded(
    reader: Reader, width: int, language: str, scheme: str
) -> None:
    reader.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    reader.page.set_viewport_size({"width": width, "height": 1000})
    record, told = read_record(), []
    for address in ADDRESSES:
        joint = "&" if "?" in address else "?"
        page = reader.open(f"{address}{joint}plan=kaunas&lang={language}")
        now, over = measure(page)
        assert over == []
        name = f"{address} {width} {language} {scheme}"
        if os.environ.get("RECORD_LOOKS"):
            record[name] = now
        told += [f"{name} {one}" for one in list_differences(now, record[name])]
    if os.environ.get("RECORD_LOOKS"):
        write_record(record)
    assert told == []


@pytest.mark.few(1)
@pytest.mark.parametrize(
    "damage",
    [
        "document.querySelector('.picture').remove()",
        "document.querySelector('.stApp').style.background = 'rgb(120, 40, 40)'",
        "document.querySelector('p.answer').style.fontSize = '4rem'",
    ],
)
def test_damage_is_noticed(reader: Reader, damage: str) -> None:
    page = reader.open("/?plan=kaunas&lang=lt")
    before, _ = measure(page)
    page.evaluate(damage)
    assert list(list_differences(measure(page)[0], before))


def test_overlap_is_noticed(reader: Reader) -> None:
    page = reader.open("/?plan=kaunas&lang=lt")
    page.evaluate("document.querySelector('p.answer').style.marginBottom = '-6rem'")
    assert measure(page)[1]
