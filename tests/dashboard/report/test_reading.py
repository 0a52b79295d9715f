"""Markup of pages, read into blocks."""

import pytest

from dashboard.report.model import (
    FactsBlock,
    FiguresBlock,
    HeadingBlock,
    ListBlock,
    ListItem,
    ParagraphBlock,
    PictureBlock,
    ReportColumn,
    ReportFigure,
    TableBlock,
    TextSpan,
)
from dashboard.report.reading import find_lead, read_blocks

TABLE = """<div class="table-frame small"><table><caption>Lėšos</caption>
<thead><tr><th scope="col" class="text">Sritis</th>
<th scope="col" class="number">Be PVM, €</th></tr></thead>
<tbody><tr><th scope="row"><a href="activity?key=1"><span lang="lt">=SUM(A1)</span></a>
<small>2024&#160;m.</small></th><td class="number">1&#160;000,50</td></tr></tbody>
<tfoot><tr><th>Iš viso</th><td><span class="missing">nenurodyta</span></td></tr></tfoot>
</table></div>"""
READ_TABLE = TableBlock(
    caption="Lėšos",
    columns=(ReportColumn("Sritis"), ReportColumn("Be PVM, €", is_number=True)),
    rows=(
        (
            (
                (TextSpan("=SUM(A1)", language="lt"),),
                (TextSpan("2024\u00a0m.", "small"),),
            ),
            ((TextSpan("1\u00a0000,50"),),),
        ),
    ),
    total=(((TextSpan("Iš viso"),),), ((TextSpan("nenurodyta", "missing"),),)),
)


FIGURES = """<dl class="figures"><div><dt>Planas</dt><dd class="value">5 €</dd>
<dd class="note">be PVM</dd></div></dl>"""
FACTS = """<dl class="facts"><div><dt>Kodas</dt><dd>19<small>sav.</small></dd>
</div></dl>"""
MARKED = """<ul class="marked"><li><span class="shape late">■</span><b>Vėluoja</b>
<small>2 €</small></li></ul>"""


@pytest.mark.parametrize(
    ("markup", "block"),
    [
        (
            '<h1 class="kicker">Lėšos</h1><p class="answer">2024-\u206001-\u206001</p>',
            ParagraphBlock((TextSpan("2024-01-01"),), "answer"),
        ),
        (
            "<h2>A &amp; <b>B</b></h2>",
            HeadingBlock((TextSpan("A & "), TextSpan("B", "strong"))),
        ),
        (
            FIGURES,
            FiguresBlock((ReportFigure("Planas", "5 €", "be PVM"),)),
        ),
        (
            FACTS,
            FactsBlock((("Kodas", ((TextSpan("19"),), (TextSpan("sav.", "small"),))),)),
        ),
        (
            MARKED,
            ListBlock(
                (
                    ListItem(
                        ((TextSpan("Vėluoja", "strong"),), (TextSpan("2 €", "small"),)),
                        "■",
                        "late",
                    ),
                )
            ),
        ),
        (TABLE, READ_TABLE),
        (f"<details><summary>Rodyti lentelę</summary>{TABLE}</details>", READ_TABLE),
        (
            "<strong>Ko nežinoma</strong>",
            ParagraphBlock((TextSpan("Ko nežinoma", "strong"),)),
        ),
    ],
)
def test_each_kind_of_block_is_read(markup: str, block: object) -> None:
    assert read_blocks(markup, "Rodyti lentelę") == (block,)


def test_what_only_a_screen_needs_is_left_out() -> None:
    markup = (
        '<form class="find"><input></form><style>p{}</style><p class="note hint">x</p>'
        '<details class="take"><summary>x</summary><p>PNG</p></details>'
        '<p class="more">x</p><p class="active">x</p><p class="synthetic">x</p>'
    )
    assert read_blocks(markup, "") == ()


def test_words_before_a_list_keep_their_weight() -> None:
    title, _ = read_blocks("<strong>Ko nežinoma</strong><ul><li>x</li></ul>", "")
    assert title == ParagraphBlock((TextSpan("Ko nežinoma", "strong"),))


def test_commentary_is_told_without_what_was_said_before() -> None:
    markup = (
        '<section class="commentary" aria-label="Paaiškinimas"><div class="words"'
        ' lang="lt"><p>Viena.<br>Kita.</p></div><p class="note">Rašyta.</p>'
        "<details><summary>Anksčiau</summary><ol><li>Kitaip.</li></ol></details>"
        "</section>"
    )
    label, words, note = read_blocks(markup, "")
    assert label == ParagraphBlock((TextSpan("Paaiškinimas", "strong"),))
    assert "".join(span.text for span in words.words) == "Viena. Kita."
    assert note == ParagraphBlock((TextSpan("Rašyta."),), "note")


def test_fold_stands_open_under_its_title() -> None:
    markup = (
        '<details class="fold block"><summary><h2>Rizikos</h2></summary>'
        "<details><summary>Kaip</summary><p class='note'>Taip.</p></details></details>"
    )
    assert read_blocks(markup, "") == (
        HeadingBlock((TextSpan("Rizikos"),)),
        HeadingBlock((TextSpan("Kaip"),), level=3),
        ParagraphBlock((TextSpan("Taip."),), "note"),
    )


def test_picture_keeps_its_words_and_its_legend() -> None:
    markup = (
        '<p class="legend"><span class="area steam">STEAM</span></p>'
        '<div class="picture" aria-label="STEAM 5 €"><div>…</div></div>'
    )
    (picture,) = read_blocks(markup, "")
    assert isinstance(picture, PictureBlock)
    assert picture.alt == "STEAM 5 €"
    assert picture.legend
    assert picture.legend.text == "STEAM"


def test_lead_is_found_where_a_page_has_one() -> None:
    assert find_lead(["<p>x</p>", '<p class="lead">Planas</p>']) == "Planas"
    assert find_lead(["<p>x</p>"]) == ""
