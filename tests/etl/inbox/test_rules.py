"""Every rule that puts a row aside says why and what to do, in both languages."""

import ast
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

import etl.workbooks
from etl.inbox import references
from etl.workbooks.contract.contract import SCHEMAS
from etl.workbooks.rows.merging import CONFLICT, CONTRACT
from pazanga.texts import LANGUAGES, read_catalogue

SAID = {
    name: entry
    for catalogue in ("etl.workbooks", "etl.inbox")
    for name, entry in read_catalogue(catalogue)["rules"].items()
}


def list_reading_rules() -> Iterator[str]:
    """Find what the parsers of cells give where they read nothing: `None, "rule"`."""
    folder = Path(etl.workbooks.__file__).parent
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Tuple(elts=[ast.Constant(None), ast.Constant(str(rule))]):
                    yield rule


def list_contract_rules() -> Iterator[str]:
    for schema in SCHEMAS.values():
        rules = schema._validation_rules(with_cast=False)
        yield from (rule for rule in rules if "|" not in rule and rule != "primary_key")


def list_reference_rules() -> Iterator[str]:
    checks = chain.from_iterable(references._CHECKS.values())
    yield from (check.rule for check in checks)
    yield from ("date_in_future", "period_in_future")


@pytest.mark.parametrize("rule", sorted(SAID))
def test_rule_says_why_and_what_to_do_in_both_languages(rule: str) -> None:
    assert set(SAID[rule]) == set(LANGUAGES)
    texts = [SAID[rule][language] for language in LANGUAGES]
    assert len(set(texts)) == len(LANGUAGES)
    for text in texts:
        assert len(text) > len("Tuščias langelis.")
        assert text.endswith(".")
        assert "{" not in text


def test_every_rule_that_puts_a_row_aside_has_its_text() -> None:
    reading = {rule for rule in list_reading_rules() if rule}
    assert len(reading) > len(LANGUAGES)
    found = reading | {*list_contract_rules()} | {*list_reference_rules()}
    assert found | {CONFLICT, CONTRACT} <= set(SAID)
