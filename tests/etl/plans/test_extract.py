import time
from collections import Counter
from pathlib import Path

import polars as pl
import pytest

from etl.plans import command as extract_command
from etl.plans.command import run_extract
from etl.plans.content.sections import Section, describe_opening
from etl.plans.extract import extract_document, extract_to_folder
from etl.plans.package.read import read_package
from pazanga.errors import DocumentError
from pazanga.settings import PROJECT_ROOT, Settings, read_settings

REFERENCE = PROJECT_ROOT / "data" / "reference"
SEEDS = PROJECT_ROOT.parent / "shared" / "seeds"

# A plan that was cut after section 4, with one made-up indicator.
CUT_PLAN = """
Utenos rajono savivaldybės švietimo pažangos planas

1. Remdamiesi „Tūkstantmečio mokyklų“ programos tikslais, pateikite situaciją.

4. Lentelėje pateikite rodiklius ir jų reikšmes, kurias savivaldybė pasieks.

Rodiklis Pradinė reikšmė Siekiama reikšmė įgyvendinus
pažangos planą

1. Mokinių, kuriems sekasi, dalis (proc.)

40,5 (2021-2022 m. m.) 60
"""


LEFT_OVER = """
6. Lentelėje nurodykite mokyklose planuojamas vykdyti veiklas.

Kita suma 12 345,67
"""

SLIDES = """
Zarasų rajono savivaldybės pažangos planas

TŪM krepšelis be PVM 200 000,50 Eur
STEAM ugdymas (MVP) 60%
Kultūrinis ugdymas (I) 50%
"""


@pytest.fixture
def settings() -> Settings:
    return read_settings({"PAZANGA_LANGUAGE": "en"})


@pytest.fixture
def cut_plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(CUT_PLAN, encoding="utf-8")
    return path


def test_cut_plan_is_extracted_as_far_as_it_goes(cut_plan: Path) -> None:
    frames = extract_document(cut_plan, REFERENCE, []).frames
    assert frames["plan"]["plan_code"].to_list() == ["utena"]
    assert [str(value) for value in frames["indicators"]["target_value"]] == ["60.0000"]
    [finding] = frames["findings"].rows_by_key("rule", named=True)["document_cut"]
    assert finding["severity"] == "error"
    assert "section 6 (“Lentelėje nurodykite mokyklose" in finding["message"]
    assert "section 4" not in finding["message"]


def test_what_readers_leave_over_is_found(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(f"{CUT_PLAN}\n{LEFT_OVER}", encoding="utf-8")
    findings = extract_document(path, REFERENCE, []).frames["findings"]
    left = findings.filter(pl.col("rule") == "amount_left_over")
    assert left.select("found", "source_line").rows() == [("12 345,67", 18)]


def test_other_text_is_no_plan(tmp_path: Path) -> None:
    path = tmp_path / "novel.txt"
    path.write_text(f"Buvo kartą…\n{describe_opening(Section.RISKS)}\n", "utf-8")
    with pytest.raises(DocumentError) as caught:
        extract_document(path, REFERENCE, [])
    message = caught.value.text("lt")
    assert "Perskaityta eilučių: 2; iš 9 formos skyrių rasta 1" in message
    assert all(describe_opening(section) in message for section in Section)


def test_plan_of_no_known_municipality_is_refused(cut_plan: Path) -> None:
    cut_plan.write_text(CUT_PLAN.replace("Utenos", "Uteros"), encoding="utf-8")
    with pytest.raises(DocumentError, match="nearest: Utenos rajono savivaldybė"):
        extract_document(cut_plan, REFERENCE, [])


def test_corrections_in_the_folder_are_applied(cut_plan: Path, tmp_path: Path) -> None:
    folder = tmp_path / "package"
    extract_to_folder(cut_plan, folder, REFERENCE)
    (folder / "corrections.csv").write_text(
        "table,key,column,printed,corrected,why\n"
        "indicators,1,target_value,60,66,Council decision\n"
        "indicators,2,target_value,1,2,No such row\n",
        encoding="utf-8",
    )
    extract_to_folder(cut_plan, folder, REFERENCE)
    frames = read_package(folder)
    assert [str(value) for value in frames["indicators"]["target_value"]] == ["66.0000"]
    rules = Counter(frames["findings"]["rule"])
    assert (rules["correction_applied"], rules["correction_stale"]) == (1, 1)


def test_command_says_what_was_found(
    cut_plan: Path,
    tmp_path: Path,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(extract_command, "_PATIENCE_SECONDS", 600)
    assert run_extract(cut_plan, tmp_path / "package", settings) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert "Document plan.txt, 13 lines" in said.out
    assert "line 13: Document is cut (document)" in said.out
    assert f"Package written: {tmp_path / 'package'}" in said.out
    assert "its folder has to be named “" in said.out


def test_command_sets_printed_totals_beside_rows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "slides.txt"
    path.write_text(SLIDES, encoding="utf-8")
    settings = read_settings({"PAZANGA_LANGUAGE": "lt"})
    assert run_extract(path, tmp_path / "package", settings) == 0
    said = capsys.readouterr().out.replace("\u00a0", " ").splitlines()
    assert said[0] == "Zarasų rajono savivaldybės pažangos planas"
    cells = [cell.strip() for cell in said[4].split("  ") if cell.strip()]
    assert cells == ["Iš viso be PVM", "200 000,50", "220 000,55", "-20 000,05"]
    assert "2 veiklų eilutės:" in said
    assert "      2  skaičiuojama" in said


def test_command_refuses_in_one_line_and_writes_nothing(
    tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_extract(tmp_path / "no.txt", tmp_path / "package", settings) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == (
        f"{tmp_path / 'no.txt'}: there is no such file. Check the path and the file"
        " name.\n"
    )
    assert not (tmp_path / "package").exists()


@pytest.mark.parametrize(
    ("patience", "said"), [(60, ""), (0, "Reading…\n")], ids=["quick", "slow"]
)
def test_command_shows_progress_only_when_slow(
    patience: float,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(extract_command, "_PATIENCE_SECONDS", patience)
    with extract_command._announce_if_slow("en"):
        time.sleep(0.1)
    assert capsys.readouterr().err == said


@pytest.mark.seeds
@pytest.mark.parametrize("share", [0.03, 0.09, 0.2, 0.24, 0.5, 0.98])
def test_plan_cut_anywhere_says_so(share: float, tmp_path: Path) -> None:
    documents = sorted(SEEDS.glob("004_*.txt"))
    if not documents:
        pytest.skip("the source documents are not here")
    content = documents[0].read_bytes()
    path = tmp_path / "plan.txt"
    path.write_bytes(content[: int(len(content) * share)])
    findings = extract_document(path, REFERENCE, []).frames["findings"]
    assert findings.filter(rule="document_cut").height == 1


@pytest.mark.seeds
@pytest.mark.parametrize("code", ["kaunas", "anyksciai"])
def test_document_gives_the_bundled_package_byte_for_byte(
    code: str, tmp_path: Path
) -> None:
    bundled = PROJECT_ROOT / "data" / "packages" / code
    name = read_package(bundled)["plan"]["document_name"].item()
    if not (SEEDS / name).exists():
        pytest.skip("the source documents are not here")
    folder = tmp_path / code
    folder.mkdir()
    if (bundled / "corrections.csv").exists():
        (folder / "corrections.csv").write_bytes(
            (bundled / "corrections.csv").read_bytes()
        )
    extract_to_folder(SEEDS / name, folder, REFERENCE)
    made, kept = (
        {path.name: path.read_bytes() for path in where.iterdir()}
        for where in (folder, bundled)
    )
    assert made == kept
