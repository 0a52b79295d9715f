"""Reports on schools on given rows: pupils by name, small groups, who meets whom."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

Run = Callable[..., list[dict[str, Any]]]


def pupils(name: str, count: int, institution: str, **cells: object) -> dict[str, Any]:
    return {
        "record_code": f"{institution}{count}",
        "institution_code": institution,
        "institution_name": name,
        "municipality_name": "Kauno m. sav.",
        "school_year": "2024-2025",
        "pupil_count": count,
        **cells,
    }


def test_pupils_find_their_school_by_name_where_only_one_has_it(run_model: Run) -> None:
    names = {
        "G1": "Kauno „Aušros“ gimnazija",
        "G2": "Kauno „Varpo“ gimnazija",
        "G3": "Trečia",
    }
    given = {
        "marts.dim_plan": [{"plan_code": "p", "municipality_name_lt": "Kauno m. sav."}],
        "marts.dim_school": [
            {"plan_code": "p", "school_code": code, "school_name": name}
            for code, name in (*names.items(), ("T1", None))
        ],
        "marts.fct_pupil_count": [
            pupils('KAUNO "AUŠROS" GIMNAZIJA', 300, "1"),
            pupils("Kauno „Aušros“  gimnazija", 20, "1"),
            pupils(
                "Kauno „Varpo“ gimnazija", 500, "2", municipality_name="Kauno r. sav."
            ),
            pupils("Trečia", 7, "3"),
            pupils("Trečia", 9, "4"),
        ],
    }
    rows = run_model("reports.rpt_school_pupil_count", given)
    assert [(row["school_code"], row["pupil_count"]) for row in rows] == [("G1", 320)]


def figure(school: str, code: str, value: str, period: str | None) -> dict[str, Any]:
    return {
        "plan_code": "p",
        "school_code": school,
        "figure_code": code,
        "period": period,
        "value": Decimal(value),
        "printed_text": value,
    }


def test_counts_of_one_to_four_pupils_are_withheld_with_their_share(
    run_model: Run,
) -> None:
    given = [
        figure("G1", "sen_pupil_count", "4", "2022-2023"),
        figure("G1", "sen_pupil_share", "0.5", "2022-2023"),
        figure("G1", "sen_pupil_share", "0.7", "2021-2022"),
        figure("G1", "teacher_assistant_count", "3", None),
        figure("G2", "sen_pupil_count", "5", "2022-2023"),
        figure("G2", "sen_pupil_share", "0.9", "2022-2023"),
        figure("G3", "sen_pupil_count", "0", None),
        figure("G4", "sen_pupil_count", "1", None),
        figure("G4", "sen_pupil_share", "0.1", None),
    ]
    rows = run_model("reports.rpt_school_figure", {"marts.fct_school_figure": given})
    withheld = {
        (row["school_code"], row["figure_code"], row["period"])
        for row in rows
        if row["is_small_group"]
    }
    assert withheld == {
        ("G1", "sen_pupil_count", "2022-2023"),
        ("G1", "sen_pupil_share", "2022-2023"),
        ("G4", "sen_pupil_count", None),
        ("G4", "sen_pupil_share", None),
    }
    assert all(
        (row["value"] is None) == (row["printed_text"] is None) == row["is_small_group"]
        for row in rows
    )


def test_activities_of_all_plan_schools_tie_no_two_closer(run_model: Run) -> None:
    def name(activity: str, *schools: str) -> list[dict[str, Any]]:
        return [
            {
                "plan_code": "p",
                "activity_key": activity,
                "school_code": school,
                "role": role,
                "cost_role": "counted",
            }
            for school in schools
            for role in ("implementing", "participating")
        ]

    given = {
        "marts.dim_school": [
            {
                "plan_code": "p",
                "school_code": code,
                "school_role": role,
                "sort_order": 1,
            }
            for code, role in (
                ("G1", "participant"),
                ("G2", "participant"),
                ("T1", "network"),
            )
        ],
        "reports.rpt_school_activity": [
            *name("all", "G1", "G2", "T1"),
            *name("some", "G1", "T1"),
        ],
    }
    rows = run_model("reports.rpt_school_pair", given)
    counts = {
        (row["school_code"], row["other_school_code"]): (
            row["shared_count"],
            row["narrow_count"],
        )
        for row in rows
    }
    assert counts[("G1", "T1")] == counts[("T1", "G1")] == (2, 1)
    assert counts[("G1", "G2")] == (1, 0)
    assert counts[("G2", "T1")] == (1, 0)
