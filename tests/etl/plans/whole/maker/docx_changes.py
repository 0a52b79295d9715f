"""Changes of one cell of a DOCX that a writer of documents makes, one at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml.etree import _Element as Element

NAMES = nsdecls("w", "wp", "a", "m")
MC = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
AUTHOR = 'w:id="7" w:author="A" w:date="2024-05-31T10:00:00Z"'
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True)
class Change:
    """How a cell that prints an amount is written.

    Attributes:
        write: Gives the XML of the paragraph's content for the amount in two pieces.
        values: What of `whole`, `head` and `tail` it may be read as; none is always
            allowed where something is said.
        is_doubtful: Whether even the amount as it was has to be said.
    """

    write: Callable[[str, str], str]
    values: tuple[str, ...] = ("whole",)
    is_doubtful: bool = False


def run(text: str, properties: str = "") -> str:
    return (
        f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"
    )


def _box(text: str) -> str:
    """Text in a drawn shape, with what older programs show instead."""
    inside = f"<w:txbxContent><w:p>{run(text)}</w:p></w:txbxContent>"
    graphic = (
        "<a:graphic><a:graphicData uri='http://schemas.microsoft.com/office/word/2010/"
        f"wordprocessingShape'><wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp>"
        "</a:graphicData></a:graphic>"
    )
    return (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor>"
        f"{graphic}</wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape>"
        f"<v:textbox>{inside}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def _field(code: str, result: str) -> str:
    mark = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"
    instruction = f"<w:r><w:instrText>{code}</w:instrText></w:r>"
    return (
        f"{mark.format('begin')}{instruction}{mark.format('separate')}{run(result)}"
        f"{mark.format('end')}"
    )


def _ruby(base: str, above: str) -> str:
    return (
        f"<w:r><w:ruby><w:rubyPr/><w:rt>{run(above)}</w:rt>"
        f"<w:rubyBase>{run(base)}</w:rubyBase></w:ruby></w:r>"
    )


def _deleted(text: str) -> str:
    return f"<w:del {AUTHOR}><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def _wrapped(tag: str, inside: str, attributes: str = "") -> str:
    return f"<w:{tag} {attributes}>{inside}</w:{tag}>"


def _inside(outer: str, more: str) -> str:
    return outer.removesuffix("</w:r>") + more + "</w:r>"


def _choice(inside: str, other: str) -> str:
    return (
        f"<mc:AlternateContent><mc:Choice Requires='wps'>{inside}</mc:Choice>"
        f"<mc:Fallback>{other}</mc:Fallback></mc:AlternateContent>"
    )


SMALL = "<w:position w:val='8'/><w:sz w:val='10'/>"
SDT = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
PLACEHOLDER = SDT.replace("<w:sdtPr/>", "<w:sdtPr><w:showingPlcHdr/></w:sdtPr>")
MATH = "<m:oMath><m:r><m:t>{}</m:t></m:r></m:oMath>"
POWER = (
    "<m:oMath><m:sSup><m:e><m:r><m:t>{}</m:t></m:r></m:e>"
    "<m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>"
)
COMMENTED = "<w:commentRangeStart w:id='1'/>{}<w:commentRangeEnd w:id='1'/>"
DIR = "<w:dir w:val='rtl'>{}</w:dir>"
CHANGES: dict[str, Change] = {
    "runs": Change(lambda a, b: "".join(map(run, a + b))),
    "inserted": Change(lambda a, b: run(a) + _wrapped("ins", run(b), AUTHOR)),
    "deleted": Change(lambda a, b: run(a + b) + _deleted("99")),
    "deleted_first": Change(lambda a, b: _deleted("12") + run(a + b)),
    "moved_away": Change(
        lambda a, b: run(a + b) + _wrapped("moveFrom", run("55"), AUTHOR)
    ),
    "moved_here": Change(lambda a, b: run(a) + _wrapped("moveTo", run(b), AUTHOR)),
    "inserted_then_deleted": Change(
        lambda a, b: run(a + b) + _wrapped("ins", _deleted("7"), AUTHOR)
    ),
    "commented": Change(lambda a, b: run(a) + COMMENTED.format(run(b))),
    "content_control": Change(lambda a, b: run(a) + SDT.format(run(b))),
    "placeholder": Change(lambda a, b: PLACEHOLDER.format(run(a + b))),
    "smart_tag": Change(
        lambda a, b: run(a) + _wrapped("smartTag", run(b), "w:element='x'")
    ),
    "custom_xml": Change(
        lambda a, b: _wrapped("customXml", run(a), "w:element='x'") + run(b)
    ),
    "hyperlink": Change(lambda a, b: _wrapped("hyperlink", run(a + b), "w:anchor='x'")),
    "simple_field": Change(
        lambda a, b: _wrapped("fldSimple", run(a + b), "w:instr='=SUM(ABOVE)'")
    ),
    "field": Change(lambda a, b: _field(" =12345*2 ", a + b)),
    "field_in_the_middle": Change(lambda a, b: run(a) + _field(" PAGE ", b)),
    "box": Change(lambda a, b: run(a + b) + _box("99999,00"), is_doubtful=True),
    "box_only": Change(lambda a, b: _box(a + b), is_doubtful=True),
    "choice": Change(lambda a, b: _choice(run(a + b), run(a + b))),
    "choice_of_pieces": Change(lambda a, b: run(a) + _choice(run(b), run(b))),
    "hidden": Change(lambda a, b: run(a + b) + run("77", "<w:vanish/>")),
    "hidden_first": Change(lambda a, b: run("77", "<w:vanish/>") + run(a + b)),
    "white": Change(lambda a, b: run(a + b) + run("77", "<w:color w:val='FFFFFF'/>")),
    "struck": Change(lambda a, b: run(a + b) + run("77", "<w:strike/>")),
    "struck_twice": Change(lambda a, b: run("77 ", "<w:dstrike/>") + run(a + b)),
    "superscript": Change(
        lambda a, b: run(a + b) + run("3", "<w:vertAlign w:val='superscript'/>")
    ),
    "raised": Change(lambda a, b: run(a + b) + run("3", SMALL)),
    "subscript": Change(
        lambda a, b: run(a + b) + run("3", "<w:vertAlign w:val='subscript'/>")
    ),
    "tiny": Change(lambda a, b: run(a + b) + run("3", "<w:sz w:val='2'/>")),
    "ruby": Change(lambda a, b: run(a) + _ruby(b, "9")),
    "ruby_without_words": Change(lambda a, b: run(a) + _ruby(b, "")),
    "choice_in_a_run": Change(
        lambda a, b: _inside(run(a), _choice(f"<w:t>{b}</w:t>", f"<w:t>{b}</w:t>"))
    ),
    "unknown_sign": Change(
        lambda a, b: _inside(run(a), f"<w:newer><w:t>{b}</w:t></w:newer>")
    ),
    "unknown_part": Change(lambda a, b: run(a) + _wrapped("newer", run(b))),
    "run_in_a_run": Change(lambda a, b: _inside(run(a), run(b))),
    "math": Change(lambda a, b: MATH.format(a + b)),
    "math_behind": Change(lambda a, b: run(a) + MATH.format(b)),
    "power": Change(lambda a, b: POWER.format(a + b), ()),
    "line_break": Change(lambda a, b: f"{run(a)}<w:r><w:br/></w:r>{run(b)}"),
    "tab": Change(lambda a, b: f"{run(a)}<w:r><w:tab/></w:r>{run(b)}", ("whole",)),
    "soft_hyphen": Change(lambda a, b: f"{run(a)}<w:r><w:softHyphen/></w:r>{run(b)}"),
    "hard_hyphen": Change(
        lambda a, b: f"{run(a)}<w:r><w:noBreakHyphen/></w:r>{run(b)}", ()
    ),
    "symbol": Change(
        lambda a, b: f"{run(a)}<w:r><w:sym w:font='X' w:char='F034'/></w:r>{run(b)}", ()
    ),
    "symbol_that_is_no_figure": Change(
        lambda a, b: (
            f"{run(a + b)}<w:r><w:sym w:font='Wingdings' w:char='F081'/></w:r>"
        ),
        (),
    ),
    "footnote": Change(
        lambda a, b: f"{run(a + b)}<w:r><w:footnoteReference w:id='2'/></w:r>"
    ),
    "full_width": Change(lambda a, b: run((a + b).translate(FULL_WIDTH)), ()),
    "right_to_left_mark": Change(lambda a, b: run(f"{a}\u200f{b}")),
    "override": Change(lambda a, b: run(f"\u202e{a}{b}\u202c"), ()),
    "written_from_the_right": Change(lambda a, b: DIR.format(run(a) + run(b))),
    "run_from_the_right": Change(lambda a, b: run(a, "<w:rtl/>") + run(b, "<w:rtl/>")),
    "pounds": Change(lambda a, b: run(f"£{a}{b}"), ()),
    "yen": Change(lambda a, b: run(f"{a}{b} ¥"), ()),
    "roman": Change(lambda a, b: run(f"{a}{b} II"), ()),
    "fraction": Change(lambda a, b: run(f"{a}{b}½"), ()),
    "circled": Change(lambda a, b: run(f"{a}{b}①"), ()),
    "combining": Change(lambda a, b: run(f"{a}\u0338{b}"), ()),
    "letter_o": Change(lambda a, b: run(f"{a}{b}".replace("0", "O")), ("whole",)),
    "caps_note": Change(lambda a, b: run(f"{a}{b} (BE PVM)"), ("whole",)),
    "next_year": Change(
        lambda a, b: run(f"{a}{b}") + "<w:r><w:br/></w:r>" + run("2025"), ()
    ),
    "two_lines": Change(
        lambda a, b: run(f"{a}{b}") + "<w:r><w:br/></w:r>" + run("100"), ()
    ),
}


def write_cell(paragraph: Element, name: str, amount: str, chance: Random) -> None:
    """Write an amount into a paragraph in a way of `CHANGES`."""
    place = chance.randint(1, len(amount) - 1)
    written = CHANGES[name].write(amount[:place], amount[place:])
    for child in list(paragraph):
        if not child.tag.endswith("}pPr"):
            paragraph.remove(child)
    made = parse_xml(f"<w:p {NAMES} {MC}>{written}</w:p>")
    for child in list(made):
        paragraph.append(child)
