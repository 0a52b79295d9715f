"""Small PDFs written by hand: words, ruling lines and areas at their places."""

Place = tuple[float, float]

CATALOGUE = b"<</Type /Catalog /Pages 2 0 R>>"
FONT = b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>"


def write_pdf(*objects: bytes) -> bytes:
    """A PDF of these objects, the first of which is its catalogue."""
    pdf, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(pdf))
        pdf += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return pdf + b"".join(
        (
            b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table),
            b"trailer <</Root 1 0 R /Size %d>>\n" % size,
            b"startxref\n%d\n%%%%EOF" % len(pdf),
        )
    )


def write_page(drawing: str, attributes: str = "", size: str = "0 0 400 300") -> bytes:
    """A PDF of one page that is drawn so."""
    page = (
        f"<</Type /Page /Parent 2 0 R /MediaBox [{size}] /Contents 4 0 R"
        f" /Resources <</Font <</F 5 0 R>>>> {attributes}>>"
    )
    content = drawing.encode("latin-1")
    return write_pdf(
        CATALOGUE,
        b"<</Type /Pages /Count 1 /Kids [3 0 R]>>",
        page.encode(),
        b"<</Length %d>> stream\n%s\nendstream" % (len(content), content),
        FONT,
    )


def words(text: str, place: Place, state: str = "") -> str:
    """Words that begin at a place, measured from the left and from below."""
    x, y = place
    return f"q {state} BT /F 10 Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET Q\n"


def area(left: float, low: float, width: float, height: float, color: str) -> str:
    return f"q {color} rg {left} {low} {width} {height} re f Q\n"


def ruled(lefts: list[float], lows: list[float]) -> str:
    """The ruling lines of a table, by the edges of its columns and rows."""
    across = (f"{lefts[0]} {low} m {lefts[-1]} {low} l S\n" for low in lows)
    down = (f"{left} {lows[0]} m {left} {lows[-1]} l S\n" for left in lefts)
    return "".join((*across, *down))
