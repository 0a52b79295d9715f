"""Contract of open data: one schema per table, each column said once.

Columns keep the names the publisher gave them; models rename them. A name that begins
with `_` is the portal's own, not the publisher's. Empty means that the publisher gave
no value; it is never a zero.

Sources: the structure descriptions of data.gov.lt (models `BugdymoMokykla` and
`MokSkaicius` of the National Agency for Education) and the SDMX 2.1 generic data
message of the Official Statistics Portal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import dataframely as dy

if TYPE_CHECKING:
    import polars as pl

UNMEASURED: Final = ["", "-", "–", "NaN"]
"""What stands where a statistic has no value; its status says why."""


def _text(description: str) -> dy.String:
    return dy.String(nullable=True, description=description)


def _key(description: str) -> dy.String:
    return dy.String(primary_key=True, min_length=1, description=description)


def _date(description: str) -> dy.Date:
    return dy.Date(nullable=True, description=description)


def _coordinate(description: str) -> dy.Float64:
    return dy.Float64(nullable=True, description=description)


def _pupils(description: str) -> dy.Int64:
    return dy.Int64(nullable=True, min=0, description=f"Pupils {description}, count")


class OpenSchool(dy.Schema):
    """A general-education school, working or closed. One row per record."""

    _id = _key("Record of the portal")
    iraso_id = dy.String(min_length=1, description="Record of the publisher")
    ins_id = _text("Institution in the register of education institutions")
    ins_kodas = _text("Institution in the register of legal entities")
    ins_pavad_lt = _text("Name of the institution")
    ins_ireg_smir_data = _date("Entered into the register of education institutions")
    ins_isreg_smir_data = _date("Removed from the register of education institutions")
    ins_isreg_jar_data = _date("Removed from the register of legal entities")
    ins_grupe_pav = _text("Main group of the institution")
    ins_pagr_tipas = _text("Main type of the institution")
    paskirciu_grupe = _text("Group of purposes")
    gyv_pavad = _text("Settlement of the address")
    gyvenamoji_vietove = _text("Town or village")
    sav_kodas = _text("Municipality, identification code")
    sav_pav = _text("Municipality, name")
    sen_kodas = _text("Eldership, code")
    sen_pav = _text("Eldership, name")
    gyv_kodas = _text("Settlement, code")
    gyv_pav = _text("Settlement, name with its kind")
    gat_pavadinimas = _text("Street")
    adr_namas = _text("House number")
    aob_kodas = _text("Address, identification code")
    e_koord = _coordinate("Longitude, WGS 84, degrees")
    n_koord = _coordinate("Latitude, WGS 84, degrees")
    koord_x = _coordinate("x, LKS 94, metres")
    koord_y = _coordinate("y, LKS 94, metres")
    prk_pavad = _text("Who the institution belongs to")
    ar_padalinys = _text("1: a branch of another institution; 0: not")
    ins_motin_id = _text("Parent institution, register of education institutions")
    ins_motin_kodas = _text("Parent institution, register of legal entities")
    ins_motin_pavad = _text("Parent institution, name")


class OpenPupilCount(dy.Schema):
    """Pupils of a gymnasium or its branch. One row per institution and school year.

    Published figures, updated monthly, for school years from 2018.
    """

    _id = _key("Record of the portal")
    vda_id = dy.String(min_length=1, description="Record, made by the publisher")
    mokslo_metai_pavadinimas = _text("School year as published")
    mokslo_metai_pradzios_data = _date("First day of the school year")
    mokslo_metai_pabaigos_data = _date("Last day of the school year")
    ins_pagr_tipas = _text("Main type of the institution")
    institucijos_kodas = _text("Institution in the register of legal entities")
    institucijos_pavadinimas = _text("Name of the institution")
    padalinys_kodas = _text("Branch, code")
    padalinys_pavadinimas = _text("Branch, name")
    jungtinis_kodas = _text("Code of the branch, or else of the institution")
    savivaldybe = _text("Municipality, name")
    aob_kodas = _text("Address, identification code")
    e_koord = _coordinate("Longitude, WGS 84, degrees")
    n_koord = _coordinate("Latitude, WGS 84, degrees")
    koord_x = _coordinate("x, LKS 94, metres")
    koord_y = _coordinate("y, LKS 94, metres")
    mokiniu_sk_viso = _pupils("of the institution, all")
    m_mokiniu_sk = _pupils("who are girls")
    v_mokiniu_sk = _pupils("who are boys")
    nuo_11_iki_12_klases_mokiniu_sk = _pupils("in grades 11 and 12")
    nuo_9_iki_10_klases_mokiniu_sk = _pupils("in grades 9 and 10")
    nuo_5_iki_8_klases_mokiniu_sk = _pupils("in grades 5 to 8")
    nuo_1_iki_4_klases_mokiniu_sk = _pupils("in grades 1 to 4")
    profesinio_ugdymo_klases_mokiniu_sk = _pupils("in vocational classes")
    pvaiku_ugdymo_grupes_mokiniu_sk = _pupils("in optional children's groups")
    ikimokyklines_grupes_mokiniu_sk = _pupils("in pre-school groups")
    priesmokyklines_grupes_mokiniu_sk = _pupils("in pre-primary groups")
    paskutinis_atnaujinimas = _date("Last update")


class OpenStatistic(dy.Schema):
    """An observation of Statistics Lithuania. One row per flow, dimensions, period."""

    flow_code = _key("Data flow, e.g. S3R629_M3010217")
    dimensions = _key("Dimensions but time: JSON object, code by dimension, sorted")
    time_period = _key("Period as published, e.g. 2024")
    territory_code = _text("Dimension savivaldybesRegdb, where the flow has it")
    unit_code = _text("Dimension MATVNT, where the flow has it")
    value = dy.Decimal(
        28, 10, nullable=True, description="Value in the flow's unit; empty: none given"
    )
    printed = _text("Value as published")
    value_status = _text("Attribute OBS_STATUS as published")
    attributes = _text("Other attributes: JSON object, sorted")

    @dy.rule()
    def value_is_number(cls) -> pl.Expr:  # noqa: N805
        """Require that a published value can be read as a number."""
        printed = cls.printed.col.str.strip_chars()
        none_given = printed.is_null() | printed.is_in(UNMEASURED)
        return cls.value.col.is_not_null() | none_given
