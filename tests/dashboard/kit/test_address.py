from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shown_page import RunPage, read_text

from dashboard.kit.address import PARAMETERS, Resolved, resolve
from dashboard.kit.filters import (
    ExamFilter,
    FindingFilter,
    SpendingFilter,
    TargetFilter,
)
from dashboard.kit.texts import Words

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from pazanga.texts import Language


AREAS = {"steam": "STEAM ugdymas", "culture": "Kultūrinis ugdymas"}
TRANSLATED = {"steam": "STEAM education", "culture": "Cultural education"}
FILTERS = {
    "spending": SpendingFilter,
    "targets": TargetFilter,
    "quality": FindingFilter,
}
LISTS = [
    (page, name)
    for page, kind in FILTERS.items()
    for name, field in kind.__dataclass_fields__.items()
    if field.default == ()
]
"""Every filter of values, with its page; exams need loaded results."""

SPENDING: dict[str, st.SearchStrategy[Any]] = {
    "area": st.lists(
        st.sampled_from(["steam", "culture", "leadership", "inclusion"]), unique=True
    ),
    "category": st.lists(
        st.sampled_from(["equipment", "infrastructure", "competence"]), unique=True
    ),
    "school": st.lists(st.sampled_from(["G1", "G2"]), unique=True),
    "year": st.lists(st.sampled_from([2024, 2025]), unique=True),
    "search": st.sampled_from(["", "a", "Ąžuolų <b>", "50 % & daugiau", "?=#+"]),
    "lang": st.sampled_from(["lt", "en"]),
}


def read_address(app: AppTest) -> dict[str, list[str]]:
    return {
        name: list(value) if isinstance(value, list) else [value]
        for name, value in app.query_params.items()
    }


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["steam"], Resolved(("steam",))),
        (["culture", "steam"], Resolved(("culture", "steam"))),
        (["STEAM ugdymas"], Resolved(("steam",), was_label=True)),
        (["steam  EDUCATION"], Resolved(("steam",), was_label=True)),
        (["steam", "STEAM ugdymas"], Resolved(("steam",), was_label=True)),
        (["x", "steam"], Resolved(("steam",), ("x",))),
        ([], Resolved(())),
    ],
)
def test_values_are_codes_or_labels_in_either_language(
    values: list[str], expected: Resolved[str]
) -> None:
    assert resolve(values, AREAS, TRANSLATED) == expected


def test_label_of_several_options_is_not_guessed() -> None:
    schools = {"G1": "Pirma", "G2": "Pirma", "G3": "Antra"}
    assert resolve(["Pirma", "Antra"], schools, {}) == Resolved(
        ("G3",), ("Pirma",), was_label=True
    )


def test_code_is_stronger_than_a_label() -> None:
    assert resolve(["1"], {1: "2", 2: "1"}, {}) == Resolved((1,))


@given(st.dictionaries(st.text(min_size=1), st.text(min_size=1), max_size=5), st.data())
def test_every_value_is_applied_or_said(
    options: dict[str, str], data: st.DataObject
) -> None:
    asked = [*options, *options.values(), "x"]
    values = data.draw(st.lists(st.sampled_from(asked)))
    resolved = resolve(values, options, {})
    assert set(resolved.codes) <= set(options)
    labels = {options[code].casefold() for code in resolved.codes}
    for value in values:
        folded = " ".join(value.casefold().split())
        assert (
            value in resolved.codes
            or value in resolved.unknown
            or folded in {" ".join(label.split()) for label in labels}
        )


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.fixed_dictionaries({}, optional=SPENDING))
def test_any_choice_makes_an_address_that_gives_the_same_view(
    run_page: RunPage, chosen: dict[str, Any]
) -> None:
    app = run_page("spending")
    for name, value in chosen.items():
        kind = {"lang": app.segmented_control, "search": app.text_input}
        kind.get(name, app.multiselect)(key=name).set_value(value)
        app.run()
    address = read_address(app)
    again = run_page("spending", **address)
    assert read_text(again) == read_text(app)
    assert read_address(again) == address
    expected = {
        name: [str(one) for one in value] if isinstance(value, list) else [value]
        for name, value in chosen.items()
        if value and value != "lt"
    }
    assert address == expected


@pytest.mark.parametrize("language", ["lt", "en"])
@pytest.mark.parametrize(("page", "name"), LISTS)
def test_unknown_value_of_a_filter_is_said(
    run_page: RunPage, page: str, name: str, language: Language
) -> None:
    app = run_page(page, lang=language, **{name: "<i>Neesama</i>"})
    label = app.multiselect(key=name).label
    values = "&lt;i&gt;Neesama&lt;/i&gt;"
    said = Words("kit", language)("unapplied.filter", label=label, values=values)
    assert said in read_text(app)
    assert app.multiselect(key=name).value == []
    assert app.query_params[name] == "<i>Neesama</i>"


@pytest.mark.parametrize("language", ["lt", "en"])
def test_unknown_exam_is_said(run_fed: RunPage, language: Language) -> None:
    app = run_fed("exams", lang=language, exam="X", school=["G1", "X9"])
    assert "X" in read_text(app)
    assert app.multiselect(key="school").value == ["G1"]
    said = [block.body for block in app.get("html") if '"notice-line"' in block.body]
    assert len([one for one in said if ": X“" in one or ": X”" in one]) == 1
    assert len([one for one in said if "X9" in one]) == 1


@pytest.mark.parametrize("language", ["lt", "en"])
def test_unknown_item_plan_and_parameter_are_said(
    run_page: RunPage, language: Language
) -> None:
    app = run_page("activity", lang=language, key="X2", plan="X3", X4="1")
    say = Words("kit", language)
    said = [block.body for block in app.get("html") if '"notice-line"' in block.body]
    for value in ("X2", "X3", "X4"):
        assert len([one for one in said if value in one]) == 1
    assert app.selectbox(key="plan").value == "birstonas"
    assert say("unapplied.parameter", values="X4") in "".join(said)


@pytest.mark.parametrize("language", ["lt", "en"])
def test_unknown_view_is_said(run_page: RunPage, language: Language) -> None:
    app = run_page("spending", lang=language, by="X1")
    said = [block.body for block in app.get("html") if '"notice-line"' in block.body]
    assert len([one for one in said if "X1" in one]) == 1
    assert app.selectbox(key="by").value == "area"


def test_unknown_language_is_said(run_page: RunPage) -> None:
    app = run_page(lang="xx")
    assert Words("kit", "lt")("unapplied.language", values="xx") in read_text(app)


def test_parameters_that_other_programs_add_are_not_mentioned(
    run_page: RunPage,
) -> None:
    app = run_page(utm_source="x", fbclid="y")
    assert 'class="notice-line"' not in read_text(app)


@pytest.mark.parametrize("language", ["lt", "en"])
@pytest.mark.parametrize(
    ("name", "label", "code"),
    [
        ("area", "Kultūrinis ugdymas", "culture"),
        ("area", "Cultural education", "culture"),
        ("plan", "Kalvarijos sav.", "kalvarija"),
        ("plan", "Kalvarija", "kalvarija"),
    ],
)
def test_old_link_with_a_label_works_and_turns_into_a_code(
    run_page: RunPage, language: Language, name: str, label: str, code: str
) -> None:
    app = run_page("spending", lang=language, **{name: label})
    assert app.query_params[name] == code
    assert read_text(app) == read_text(
        run_page("spending", lang=language, **{name: code})
    )


def test_every_filter_is_a_parameter_of_the_address() -> None:
    for kind in (*FILTERS.values(), ExamFilter):
        assert set(kind.__dataclass_fields__) <= set(PARAMETERS)


def test_choice_that_another_plan_lacks_is_said_and_comes_back(
    run_page: RunPage,
) -> None:
    app = run_page("spending", school="G1")
    app.selectbox(key="plan").set_value("kalvarija").run()
    assert "Mokykla: G1" in read_text(app)
    app.selectbox(key="plan").set_value("birstonas").run()
    assert app.multiselect(key="school").value == ["G1"]
    assert "Mokykla: G1" not in read_text(app)


@pytest.mark.parametrize("language", ["lt", "en"])
def test_overview_says_that_filters_of_other_pages_do_not_apply(
    run_page: RunPage, language: Language
) -> None:
    name = {"lt": "Birštono sav.", "en": "Birštonas"}[language]
    said = Words("kit", language)("unapplied.elsewhere", plan=name)
    assert said in read_text(run_page(lang=language, area="culture"))
    assert said not in read_text(run_page(lang=language, by="area"))


def test_address_that_names_two_of_one_says_so(run_page: RunPage) -> None:
    app = run_page("spending", plan=["birstonas", "kalvarija"], by=["area", "activity"])
    said = read_text(app)
    assert "„Savivaldybė“: iš kelių adrese nurodytų rodoma tik „Birštono sav.“" in said
    assert said.count("Palikite vieną.") == 2
    assert "nėra, todėl" not in said


def test_address_of_many_unknown_values_is_said_in_short(run_page: RunPage) -> None:
    app = run_page("spending", area=[f"{'x' * 90}{number}" for number in range(99)])
    said = [block.body for block in app.get("html") if '"notice-line"' in block.body]
    assert [
        one.endswith(", …“ šiame plane nėra, todėl jis netaikomas.</p>") for one in said
    ] == [True]
    assert len(said[0]) < 500
