"""Every column, rule and text of the contract is described, in both languages."""

import re

import pytest

from etl.workbooks.cells.words import read_toml
from etl.workbooks.contract.contract import (
    KINDS_WITH_RULES,
    SCHEMAS,
    Kind,
    fact_columns,
)
from etl.workbooks.headings.headings import columns_of
from pazanga.settings import PROJECT_ROOT


@pytest.mark.parametrize("kind", list(SCHEMAS))
def test_every_column_is_described_in_both_languages(kind: Kind) -> None:
    columns = {column.name: column for column in columns_of(kind)}
    assert set(columns) >= set(fact_columns(kind))
    for column in columns.values():
        assert column.lt
        assert column.en
        assert column.help_lt.endswith(".")
        assert column.help_en.endswith(".")


def test_kinds_with_rules_are_those_whose_schemas_have_some() -> None:
    ruled = {
        kind
        for kind, schema in SCHEMAS.items()
        if any(
            "|" not in rule and rule != "primary_key"
            for rule in schema._validation_rules(with_cast=False)
        )
    }
    assert ruled == KINDS_WITH_RULES


def test_every_text_has_both_languages() -> None:
    catalogue = read_toml("messages.toml")
    for group in catalogue.values():
        for name, entry in group.items():
            assert set(entry) == {"lt", "en"}, name


def test_every_rule_is_documented_and_no_other() -> None:
    page = (PROJECT_ROOT / "docs" / "workbooks.md").read_text(encoding="utf-8")
    table = page.split("| rule |")[1].split("## Proof")[0]
    assert set(re.findall(r"`(\w+)`", table)) == set(
        read_toml("messages.toml")["rules"]
    )
