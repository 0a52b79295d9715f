"""Accessibility: a statement of what was tested, how, and what does not hold."""

from html import escape

from dashboard.kit.blocks import blocks
from dashboard.kit.html import render_html, tag
from dashboard.kit.screen import read_screen

SECTIONS = {
    "tested": ("axe", "keys", "reader", "zoom", "colour", "motion", "paper"),
    "helps": ("tables", "words", "proofs", "language"),
    "gaps": ("grids", "pictures", "documents", "people"),
    "contact": ("operator", "refused"),
}
"""Sections of the statement with their points, in order."""

screen = read_screen()
say = screen.words("accessibility")

blocks.render_answer(say("title"), say("answer"))
for section, points in SECTIONS.items():
    blocks.render_heading(say(f"{section}.title"))
    items = (tag("li", escape(say(f"{section}.{point}"))) for point in points)
    render_html(tag("ul", *items, class_="statement"))
blocks.render_notes([say("prepared")])
