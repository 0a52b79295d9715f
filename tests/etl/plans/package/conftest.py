from datetime import date
from decimal import Decimal

import pytest

from etl.plans.contract.plan_package import Rows
from etl.plans.package.frames import Frames, build_frames


@pytest.fixture
def rows() -> Rows:
    return {
        "plan": [
            {
                "plan_code": "pavyzdys",
                "municipality_code": "99",
                "municipality_name": "Pavyzdžio sav.",
                "title": "Pavyzdžio savivaldybės švietimo pažangos planas",
                "programme_code": "tum",
                "currency": "EUR",
                "document_name": "pavyzdys.txt",
                "document_sha256": "0" * 64,
            }
        ],
        "activities": [
            _activity("8.10", Decimal(50), None),
            _activity("8.2", Decimal("100.5"), Decimal(21)),
        ],
        "indicators": [
            {
                "indicator_number": "1",
                "name": "Mokinių, kuriems sekasi, dalis",
                "unit": "percent",
                "indicator_group": "mandatory",
                "direction": "increase",
                "is_chosen": True,
                "target_value": Decimal("83.01"),
                "target_text": "83,01",
                "target_bound": "exact",
                "source_line": 7,
            }
        ],
        "indicator_values": [
            {
                "indicator_number": "1",
                "period": "",
                "value": Decimal(0),
                "value_status": "unclear",
                "printed": "0",
                "source_line": 8,
            }
        ],
    }


@pytest.fixture
def frames(rows: Rows) -> Frames:
    return build_frames(rows)


def _activity(
    number: str, net: Decimal | None, vat: Decimal | None
) -> dict[str, object]:
    return {
        "activity_number": number,
        "occurrence": 1,
        "parent_number": "8",
        "title": "Laboratorija, dirbtuvės",
        "cost_category": "infrastructure",
        "net_eur": net,
        "vat_eur": vat,
        "cost_role": "counted",
        "period_start": date(2024, 1, 1),
        "source_line": 3,
    }
