from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.plans.content.document import parse_lines
from etl.plans.content.sections import Section, Sections
from etl.plans.form.prose.prose import join_text
from etl.plans.form.schools.exam_results import extract_exam_results
from etl.plans.form.schools.extract import read_schools

SUBJECTS = {
    "lt": "lietuvių kalbos ir literatūros",
    "math": "matematikos",
    "en": "anglų kalbos",
    "history": "istorijos",
    "biology": "biologijos",
    "it": "informacinių technologijų",
}
FILLERS = (
    "Mažinti pasiekimų atotrūkį tarp PUPP ir VBE dalykų.",
    "Pasiekimų atotrūkis tarp PUPP dalykų.",
    "Bent 10 proc. veiklų vyksta kitose mokyklose.",
    "Nuo 2019 m. dirba 12 mokytojų (6,25 etato).",
    "STEAM ugdymas 5-8 kl. mokiniams.",
)
GAP = "PUPP lietuvių kalbos ir literatūros bei matematikos dalykų atotrūkis"
SHARES = (
    "VBE (lietuvių kalbos ir literatūros, matematikos, istorijos) rezultatai (proc.)"
)


def read(sentences: str) -> list[tuple[str, ...]]:
    lines = parse_lines(f"Kalno gimnazija\n(G1)\n\nStipriosios veiklos. {sentences}")
    return [
        (
            *(row[name] for name in ("exam", "measure", "subject", "school_year")),
            "none" if row["value"] is None else str(row["value"]),
            row["reading"],
        )
        for row in extract_exam_results(read_schools(lines))["exam_results"]
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param(
            f"{GAP} 2021-2022 m. m. – 64,7 proc. (2020-2021 m. m. buvo 5 proc.).",
            "2021-2022 64.7 2020-2021 5",
            id="newest_first",
        ),
        pytest.param(
            f"{GAP} 2020–2021 m. m. 5 proc., 2021–2022 m. m. – 64,7 proc.",
            "2020-2021 5 2021-2022 64.7",
            id="oldest_first",
        ),
        pytest.param(
            f"{GAP} (proc.) siekė 64,7 (2021-2022 m. m.) ir 5 (2020-2021 m. m.).",
            "2021-2022 64.7 2020-2021 5",
            id="years_behind",
        ),
        pytest.param(
            f"Atsiliekama. 2021-2022 m. m. {GAP} yra didelis.", "", id="no_figure"
        ),
        pytest.param("PUPP ir VBE atotrūkis 2021-2022 m. m. – 9 proc.", "", id="other"),
        pytest.param(f"{GAP} 2021 m. – 9 proc.", "", id="no_school_year"),
    ],
)
def test_gap_of_pupp_is_read_per_school_year(sentence: str, expected: str) -> None:
    rows = read(sentence)
    assert " ".join(f"{row[3]} {row[4]}" for row in rows) == expected
    assert {row[:3] for row in rows} <= {("PUPP", "gap_lt_math_basic_level_pct", "")}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param(
            f"2021-2022 m. m. {SHARES} kokybės aspektu (36-100 balų) – 66, 19, 90"
            " (2020-2021 m. m. buvo 52, 41, 84).",
            "lt 66 math 19 history 90 lt 52 math 41 history 84",
            id="newest_first",
        ),
        pytest.param(
            f"{SHARES} (36–100 balų) 2020-2021 m. m. – 52, 41, 84; 2021-2022 m. m. –"
            " 66, 19 ir 90.",
            "lt 52 math 41 history 84 lt 66 math 19 history 90",
            id="years_before_lists",
        ),
        pytest.param(
            "2021-2022 m. m. VBE (istorijos, anglų kalbos ir matematikos) rezultatai"
            " 36-100 balų – 66,5, 19,2, 90,1",
            "history 66.5 en 19.2 math 90.1",
            id="other_order_and_decimals",
        ),
        pytest.param(
            "2021-2022 m. m. VBE (menų, istorijos) rezultatai (36-100 balų) – 6, 9.",
            "history 9",
            id="unknown_subject_keeps_its_place",
        ),
        pytest.param(f"{SHARES} (36-100 balų) – 66, 19, 90.", "", id="no_year"),
        pytest.param(f"2021-2022 m. m. {SHARES} (36-100 balų) geri.", "", id="words"),
    ],
)
def test_shares_follow_the_printed_order(sentence: str, expected: str) -> None:
    rows = read(sentence)
    assert " ".join(f"{row[2]} {row[4]}" for row in rows) == expected
    assert {row[:2] for row in rows} <= {("VBE", "share_36_100")}
    assert {row[5] for row in rows} <= {"plain"}


def test_glued_list_is_ambiguous_and_short_list_has_no_values() -> None:
    share = "2021-2022 m. m. " + SHARES + " (36-100 balų) – {} (2020-2021 m. m. {})."
    rows = read(share.format("35, 82,50", "35, 82"))
    assert [row[4] for row in rows] == ["35", "82", "50", "none", "none", "none"]
    assert {row[5] for row in rows} == {"ambiguous"}


def test_figure_printed_twice_counts_once_and_a_contradiction_has_no_value() -> None:
    gap = f"{GAP} 2021-2022 m. m. – 9 proc. "
    assert [row[4:] for row in read(gap + gap)] == [("9", "plain")]
    rows = read(gap + gap.replace("– 9", "– 8"))
    assert [row[4:] for row in rows] == [("none", "ambiguous")]


def figures(count: int) -> st.SearchStrategy[tuple[str, ...]]:
    whole = st.integers(0, 100).map(str)
    decimal = st.decimals(0, 99, places=2).map(lambda value: f"{value:.2f}")
    return st.tuples(*[whole | decimal for _ in range(count)])


@st.composite
def exam_texts(draw: st.DrawFn) -> tuple[str, list[tuple[str, ...]]]:
    year = draw(st.integers(2015, 2030))
    years = [f"{year - n}-{year - n + 1}" for n in range(draw(st.integers(1, 3)))]
    codes = draw(st.permutations(list(SUBJECTS)))[: draw(st.integers(2, 6))]
    shares = [draw(figures(len(codes))) for _ in years]
    gaps = [draw(figures(1))[0] for _ in years]
    expected = [
        ("PUPP", "gap_lt_math_basic_level_pct", "", year, gap, "plain")
        for year, gap in zip(years, gaps, strict=True)
    ] + [
        ("VBE", "share_36_100", code, year, value, "plain")
        for year, values in zip(years, shares, strict=True)
        for code, value in zip(codes, values, strict=True)
    ]
    return draw(wrapped(_render(draw, years, gaps, codes, shares))), expected


def _render(
    draw: st.DrawFn,
    years: list[str],
    gaps: list[str],
    codes: list[str],
    shares: list[tuple[str, ...]],
) -> str:
    names = [SUBJECTS[code] for code in codes]
    listed = f"{', '.join(names[:-1])} ir {names[-1]}"
    lists = [", ".join(values).replace(".", ",") for values in shares]
    commas = [f"{gap} proc.".replace(".", ",", gap.count(".")) for gap in gaps]
    filler = st.lists(st.sampled_from(FILLERS), max_size=2).map(" ".join)
    return " ".join(
        (
            draw(filler),
            f"{GAP} {_series(years, commas)}.",
            draw(filler),
            f"{years[0]} m. m. VBE ({listed}) rezultatai (proc.) kokybės aspektu"
            f" (36-100 balų) – {lists[0]}"
            + "".join(f" ({_series(years[1:], lists[1:])})" if lists[1:] else "")
            + ".",
            draw(filler),
        )
    )


def _series(years: list[str], printed: list[str]) -> str:
    pairs = zip(years, printed, strict=True)
    return "; ".join(f"{year} m. m. buvo {figure}" for year, figure in pairs)


@st.composite
def wrapped(draw: st.DrawFn, text: str) -> str:
    breaks = ["\n", "\n ", "\n\ndalyvaus\n ", "\n\n27\n\n\n\n"]
    lines: list[str] = []
    words = text.split()
    while words:
        length = draw(st.integers(3, 12))
        lines += [" ".join(words[:length]), draw(st.sampled_from(breaks))]
        words = words[length:]
    return "".join(lines)


@given(exam_texts())
def test_any_exam_figures_are_read_back(
    case: tuple[str, list[tuple[str, ...]]],
) -> None:
    text, expected = case
    assert Counter(read(text)) == Counter(expected)


@pytest.mark.seeds
def test_city_plan_has_every_exam_figure(city_plan: Sections) -> None:
    lines = city_plan[Section.SCHOOLS]
    rows = extract_exam_results(read_schools(lines))["exam_results"]
    text = join_text(lines)
    schools, years, subjects = 11, 2, 4
    assert text.count("dalykų atotrūkis 2021-2022") == schools
    assert text.count("(36-100 balų) –") == schools
    assert Counter(row["exam"] for row in rows) == {
        "PUPP": schools * years,
        "VBE": schools * years * subjects,
    }
    ambiguous = {
        (row["school_code"], row["school_year"], row["printed"])
        for row in rows
        if row["reading"] == "ambiguous"
    }
    assert ambiguous == {
        ("G3", "2020-2021", "35, 32, 82,50"),
        ("G6", "2021-2022", "68, 0,82, 100"),
    }


@pytest.mark.seeds
@pytest.mark.parametrize(
    ("school", "gaps", "newest", "before"),
    [
        ("G1", "64.69 25.71", "66 19 90 74", "52 41 84 65"),
        ("G2", "52.3 18.33", "68 12 86 67", "55 38 92 65"),
        ("G3", "67.19 41.47", "36 12 74 35", "35 32 82 50"),
        ("G4", "65.0 13.38", "60 14 89 71", "40 20 91 63"),
        ("G5", "73.77 54.20", "69 14 92 93", "65 42 92 80"),
        ("G6", "53.57 20.01", "68 0 82 100", "67 46 93 91"),
        ("G7", "3.07 35.81", "40 30 78 75", "53 29 84 33"),
        ("G8", "56.61 48.92", "47 8 90 50", "47 36 88 100"),
        ("G9", "54.33 11.75", "42 10 70 100", "58 43 93 85"),
        ("G10", "19.29 4.19", "85 45 97 90", "83 74 99 88"),
        ("G11", "42.15 1.09", "65 19 90 89", "49 49 94 86"),
    ],
)
def test_city_plan_prints_these_figures(
    city_plan: Sections, school: str, gaps: str, newest: str, before: str
) -> None:
    rows = extract_exam_results(read_schools(city_plan[Section.SCHOOLS]))[
        "exam_results"
    ]
    own = [row for row in rows if row["school_code"] == school]
    expected = [Decimal(value) for value in f"{gaps} {newest} {before}".split()]
    assert [row["value"] for row in own] == expected
    order = ["", "", "lt", "math", "en", "history"]
    assert [row["subject"] for row in own] == order + order[2:]
