"""Find: an answer to what is asked, and what any page holds by a word of it."""

from dashboard.app_pages.find import summary as view
from dashboard.app_pages.find.asked import write_asked
from dashboard.kit import address
from dashboard.kit.blocks import blocks
from dashboard.kit.finding.entries import query_index
from dashboard.kit.html import render_html
from dashboard.kit.questions.names import query_lexicon
from dashboard.kit.questions.reading import MOST_LETTERS, read_question
from dashboard.kit.screen import read_screen

screen = read_screen()
say = screen.words("find")
given = " ".join(address.read_values("search"))
typed = given[:MOST_LETTERS]
kind = next(iter(address.read_values("kind")), "")

lexicon = query_lexicon(screen.snapshot.path, screen.language)
reading = read_question(given, lexicon, screen.plan_code)
asked = "" if kind else write_asked(reading, lexicon, screen)

index = query_index(screen.snapshot.path, screen.language)
entries = index.find(typed, screen.plan_code)
found = view.write_answer(typed, entries, screen)
blocks.render_answer(say("title"), "" if asked else found)
render_html(asked)
if len(given) > len(typed):
    blocks.render_notes([say("too_long", count=MOST_LETTERS)])
if asked and entries:
    blocks.render_heading(found)
if typed and not entries and not reading.is_answered:
    render_html(view.write_proposals(index.propose(typed), screen))
    blocks.render_notes([say("none.note")])
render_html(view.write_results(typed, kind, entries, screen))
