from etl.plans.contract.plan_package import Row
from etl.plans.form.activities.schools import (
    NamedSchools,
    extract_named_schools,
)

SCHOOLS: list[Row] = [
    {"school_code": "G1", "role": "participant"},
    {"school_code": "T1", "role": "network"},
]


def test_named_schools_have_the_role_of_their_list() -> None:
    named = [NamedSchools("8.1", 1, ("G1", "T1", "B2"), 7)]
    said: Row = {
        "activity_number": "8.1",
        "occurrence": 1,
        "school_code": "T1",
        "role": "network",
    }
    rows = extract_named_schools(named, SCHOOLS, ())["activity_schools"]
    assert [(row["school_code"], row["role"]) for row in rows] == [
        ("G1", "participating"),
        ("T1", "network"),
    ]
    [rest] = extract_named_schools(named, SCHOOLS, [said])["activity_schools"]
    assert rest["school_code"] == "G1"
