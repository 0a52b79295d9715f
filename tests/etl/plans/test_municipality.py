import pytest

from etl.plans.municipality import (
    Municipality,
    find_municipality,
    read_municipalities,
)
from pazanga.errors import DocumentError
from pazanga.settings import PROJECT_ROOT


@pytest.fixture(scope="module")
def municipalities() -> tuple[Municipality, ...]:
    return read_municipalities(PROJECT_ROOT / "data" / "reference")


@pytest.mark.parametrize(
    ("printed", "plan_code"),
    [
        ("Kauno miesto savivaldybės švietimo pažangos planas", "kaunas"),
        ("KAUNO RAJONO SAVIVALDYBĖS PLANAS", "kaunas_district"),
        ("Kauno r. sav. planas", "kaunas_district"),
        ("Kauno m.savivaldybė", "kaunas"),
        ("Anykščių rajono\n savivaldybės komanda", "anyksciai"),
        ("Marijampolės savivaldybės planas", "marijampole"),
        ("Kazlų Rūdos savivaldybė", "kazlu_ruda"),
        ("Utenos rajono ir Zarasų rajono savivaldybių planas", "zarasai"),
        ("Zarasų rajono savivaldybė, Utenos rajono savivaldybė", "zarasai"),
    ],
)
def test_municipality_is_found_however_it_is_written(
    printed: str, plan_code: str, municipalities: tuple[Municipality, ...]
) -> None:
    assert find_municipality(printed, municipalities).plan_code == plan_code


@pytest.mark.parametrize(
    ("printed", "nearest"),
    [
        ("Kauno savivaldybės planas", "Kauno miesto savivaldybė"),
        ("Kaumo miesto savivaldybės planas", "Kauno miesto savivaldybė"),
        ("", "Write the municipality's full name"),
    ],
)
def test_unknown_municipality_offers_the_nearest(
    printed: str, nearest: str, municipalities: tuple[Municipality, ...]
) -> None:
    with pytest.raises(DocumentError, match=nearest):
        find_municipality(printed, municipalities)
