import json

import pytest

from etl.plans.contract.reference import REFERENCE_TABLES
from etl.plans.findings.registry import RULES
from etl.plans.package.descriptor import describe_schema
from etl.plans.package.read import read_reference
from pazanga.settings import PROJECT_ROOT

FOLDER = PROJECT_ROOT / "data" / "reference"
DESCRIPTOR = json.loads((FOLDER / "datapackage.json").read_bytes())


def test_rules_of_findings_are_explained_in_order() -> None:
    explained = read_reference(FOLDER)["finding_rules"]
    assert explained.select("rule", "severity").rows() == [
        (rule.code, rule.severity) for rule in RULES
    ]


def test_descriptor_names_every_table_and_nothing_else() -> None:
    names = [resource["name"] for resource in DESCRIPTOR["resources"]]
    assert names == list(REFERENCE_TABLES)
    files = {path.stem for path in FOLDER.glob("*.csv")}
    assert files == set(names)


@pytest.mark.parametrize(
    "resource", DESCRIPTOR["resources"], ids=lambda item: item["name"]
)
def test_reference_table_has_source_licence_and_schema(
    resource: dict[str, object],
) -> None:
    assert resource["title"]
    assert resource["sources"]
    assert resource["licenses"]
    contract = REFERENCE_TABLES[str(resource["name"])]
    assert resource["schema"] == describe_schema(contract)
