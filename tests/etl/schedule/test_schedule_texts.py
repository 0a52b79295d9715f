import re
import tomllib
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
PACKAGES = ("etl/schedule", "etl/notify")
PLURALS = ({"one", "few", "other"}, {"one", "other"})


def read_texts(package: str) -> dict[str, dict[str, Any]]:
    """Give all texts by their dotted names."""
    entries = tomllib.loads((ROOT / package / "messages.toml").read_text("utf-8"))
    texts: dict[str, dict[str, Any]] = {}
    for name, entry in entries.items():
        if "lt" in entry:
            texts[name] = entry
        else:
            texts.update({f"{name}.{key}": value for key, value in entry.items()})
    return texts


TEXTS = [
    pytest.param(text, id=f"{package}:{name}")
    for package in PACKAGES
    for name, text in read_texts(package).items()
]


def read_placeholders(form: str | dict[str, str]) -> set[str]:
    forms = form.values() if isinstance(form, dict) else [form]
    return {name for text in forms for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("text", TEXTS)
def test_both_languages_say_the_same(text: dict[str, Any]) -> None:
    assert read_placeholders(text["lt"]) == read_placeholders(text["en"])
    if isinstance(text["lt"], dict):
        assert (set(text["lt"]), set(text["en"])) == PLURALS


@pytest.mark.parametrize("package", PACKAGES)
def test_every_text_is_used(package: str) -> None:
    source = "".join(path.read_text("utf-8") for path in (ROOT / package).glob("*.py"))
    words = set(re.findall(r"\"([a-z_.]+)\"|\"([a-z]+)[_.]\{", source))
    quoted = {whole or start for whole, start in words}
    # `trouble.{kind}` and `reason_{reason}` are put together from quoted parts.
    unused = {
        name
        for name in read_texts(package)
        if name not in quoted and not set(re.split(r"[_.]", name, maxsplit=1)) <= quoted
    }
    assert unused == set()
