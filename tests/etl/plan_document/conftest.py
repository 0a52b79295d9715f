from pathlib import Path

import hypothesis
import pytest

from etl.sources.plan_document.reading import read_document
from etl.sources.plan_document.sections import Sections, find_sections

# A busy machine makes no reader wrong.
hypothesis.settings.register_profile("any_machine", deadline=None)
hypothesis.settings.load_profile("any_machine")

SEEDS = Path(__file__).parents[4] / "shared" / "seeds"


@pytest.fixture(scope="session")
def city_plan() -> Sections:
    documents = sorted(SEEDS.glob("004_*.txt"))
    if not documents:
        pytest.skip("the source documents are not here")
    return find_sections(read_document(documents[0]))
