from pathlib import Path

import pytest

from etl.plans.content.sections import Sections, find_sections
from etl.plans.reading.reading import read_document

SEEDS = Path(__file__).parents[4] / "shared" / "seeds"


@pytest.fixture(scope="session")
def city_plan() -> Sections:
    documents = sorted(SEEDS.glob("004_*.txt"))
    if not documents:
        pytest.skip("the source documents are not here")
    return find_sections(read_document(documents[0]))
