"""Plans with one amount spelt in another way: read truly, or not at all and said.

The other rows of the plan must not change, and no amount may slide into the cell of
another: what is printed is the only thing that may be read.
"""

import copy
import io
import random
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from plan_docx import write_docx
from plan_form import Facts, Look, lay_out

from etl.plans.extract import extract_document
from pazanga.errors import DocumentError, UserError
from pazanga.settings import PROJECT_ROOT

FEW, MANY = 12, 2_000
REFERENCE = PROJECT_ROOT / "data" / "reference"
Amount = Decimal | None

THOUSANDS = "tūkst."
SAME = ["{}", "{point}", "{} Eur", "{} €"]
ANOTHER = [
    "{}*",
    "{}¹",
    "{} 1)",
    "{} tūkst.",
    "apie {}",
    "iki {}",
    "–{}",
    "({})",
    "{} / {}",
    "{}x",
    "1.{}",
    "1'{}",
    "{} %",
    "Bus patikslinta",
    "Bus patikslinta, dabar {}",
    "{head}\u00ad{tail}",
    "{head}\u200b{tail}",
]


def read_amounts(path: Path) -> dict[str, tuple[Amount, Amount]]:
    frame = extract_document(path, REFERENCE, []).frames["activities"]
    rows = frame.select("activity_number", "net_eur", "vat_eur").rows()
    return {number: (net, vat) for number, net, vat in rows}


def mutate(facts: Facts, chance: random.Random) -> tuple[Facts, str, str, str]:
    """Spell one amount in another way; return where, and how."""
    mutated = copy.deepcopy(facts)
    costed = [fact for fact in mutated["activities"] if "net" in fact]
    fact: dict[str, Any] = chance.choice(costed)
    name = chance.choice(["net", "vat"])
    form = chance.choice(SAME if chance.random() < 0.25 else ANOTHER)
    fact[name] = spell(form, fact[name])
    return mutated, fact["number"], name, form


def spell(form: str, plain: str) -> str:
    point = plain.replace(",", ".")
    return form.format(plain, plain, point=point, head=plain[:2], tail=plain[2:])


def check_plans(seeds: range, facts: Facts, folder: Path) -> None:
    usual = folder / "usual.docx"
    write_docx(lay_out(facts, Look()), Look(), usual)
    wanted = read_amounts(usual)
    for seed in seeds:
        mutated, number, name, form = mutate(facts, random.Random(seed))  # noqa: S311
        path = folder / f"{seed}.docx"
        write_docx(lay_out(mutated, Look()), Look(), path)
        try:
            found = read_amounts(path)
        except DocumentError:
            continue
        for other in wanted.keys() - {number}:
            assert found[other] == wanted[other], (seed, other)
        check_amounts(found[number], wanted[number], name, form, seed)
        path.unlink()


def check_amounts(
    found: tuple[Amount, Amount],
    wanted: tuple[Amount, Amount],
    name: str,
    form: str,
    seed: int,
) -> None:
    place = ("net", "vat").index(name)
    assert found[1 - place] == wanted[1 - place], seed
    meant = wanted[place]
    if THOUSANDS in form and meant is not None:
        meant *= 1000
    assert found[place] in {meant, meant if form in SAME else None}, seed


def test_amount_is_read_whole_or_not_at_all(facts: Facts, tmp_path: Path) -> None:
    check_plans(range(FEW), facts, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("start", range(FEW, FEW + MANY, 500))
def test_amount_of_two_thousand_is_read_whole_or_not_at_all(
    start: int, facts: Facts, tmp_path: Path
) -> None:
    check_plans(range(start, start + 500), facts, tmp_path)


def damage(data: bytes, chance: random.Random) -> bytes:
    """Change, drop or repeat a few bytes."""
    damaged = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at, span = chance.randrange(len(damaged)), chance.randint(1, 20)
        damaged[at : at + span] = chance.choice(
            [b"", bytes([chance.randrange(256)]), damaged[at : at + span] * 2, b"<"]
        )
    return bytes(damaged)


def damage_document(data: bytes, chance: random.Random) -> bytes:
    """Damage the package, or its text within a package that is whole."""
    if chance.random() < 0.3:
        return damage(data, chance)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            is_text = name == "word/document.xml"
            new.writestr(name, damage(part, chance) if is_text else part)
    return out.getvalue()


def read_or_refuse(path: Path) -> UserError | None:
    try:
        read_amounts(path)
    except UserError as refusal:
        return refusal
    return None


def check_damaged(seeds: range, facts: Facts, folder: Path) -> None:
    path = folder / "plan.docx"
    write_docx(lay_out(facts, Look()), Look(), path)
    data = path.read_bytes()
    for seed in seeds:
        path.write_bytes(damage_document(data, random.Random(seed)))  # noqa: S311
        refusal = read_or_refuse(path)
        assert refusal is None or (refusal.text("lt") and refusal.text("en")), seed


def test_damaged_document_is_refused_or_read(facts: Facts, tmp_path: Path) -> None:
    check_damaged(range(FEW), facts, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("start", range(FEW, FEW + MANY, 500))
def test_two_thousand_damaged_documents_are_refused_or_read(
    start: int, facts: Facts, tmp_path: Path
) -> None:
    check_damaged(range(start, start + 500), facts, tmp_path)
