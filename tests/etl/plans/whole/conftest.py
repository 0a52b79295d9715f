"""Made-up plans printed as DOCX and PDF, and the packages they are read into."""

import os
import shutil
import subprocess
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from plan_cells import Plan, read
from plan_docx import write_docx
from plan_form import Facts, Form, Look, lay_out

from etl.plans.extract import extract_to_folder
from pazanga.settings import PROJECT_ROOT

FACTS = Path(__file__).with_name("made_up_plan.toml")
# Small letters break no words; large ones break every number of the narrow columns.
LOOKS = {
    "usual": Look(),
    "large_letters_without_gaps": Look(letters=11, gap=0, words=150),
    "wide_letters": Look(letters=10, font="DejaVu Sans"),
    "small_letters_and_long_rows": Look(letters=7, gap=3, words=400),
}

Package = dict[str, str]


@pytest.fixture(scope="session")
def facts() -> Facts:
    return tomllib.loads(FACTS.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def form(facts: Facts) -> Form:
    return lay_out(facts, Look(words=20))


@pytest.fixture(scope="module")
def usual(form: Form) -> Plan:
    """What is read of the plan as it is."""
    return read(form)


@pytest.fixture(scope="session")
def office() -> str:
    """LibreOffice; without it these tests are skipped, but never where CI runs them."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("LibreOffice is missing: run scripts/ensure-tools")
        pytest.skip("LibreOffice is not here: run scripts/ensure-tools")
    return found


@pytest.fixture(scope="session")
def print_pdfs(
    office: str, tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., Path]:
    """Turn DOCX files into PDFs, all in one go, into a folder that is given back."""
    profile = tmp_path_factory.mktemp("profile").as_uri()

    def convert(*documents: Path, options: str = "") -> Path:
        folder = tmp_path_factory.mktemp("pdf")
        subprocess.run(
            [
                *(office, "--headless", f"-env:UserInstallation={profile}"),
                *("--convert-to", f"pdf{options}", "--outdir", str(folder)),
                *map(str, documents),
            ],
            check=True,
            capture_output=True,
            timeout=300,
        )
        return folder

    return convert


@pytest.fixture(scope="session")
def forms(facts: Facts) -> dict[str, Form]:
    return {name: lay_out(facts, look) for name, look in LOOKS.items()}


@pytest.fixture(scope="session")
def docx_folder(
    forms: dict[str, Form], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    folder = tmp_path_factory.mktemp("docx")
    for name, form in forms.items():
        write_docx(form, LOOKS[name], folder / f"{name}.docx")
    return folder


@pytest.fixture(scope="session")
def pdf_folder(docx_folder: Path, print_pdfs: Callable[..., Path]) -> Path:
    return print_pdfs(*sorted(docx_folder.iterdir()))


@pytest.fixture(scope="session")
def read_package(
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[Path], Package]:
    """Extract a document and give the files of its package by their names."""

    @cache
    def read(document: Path) -> Package:
        folder = tmp_path_factory.mktemp("package") / "plan"
        extract_to_folder(document, folder, PROJECT_ROOT / "data" / "reference")
        return {
            path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()
        }

    return read
