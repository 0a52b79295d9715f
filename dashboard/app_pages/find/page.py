"""Find: what any page holds, by a word of it."""

from dashboard.app_pages.find import summary as view
from dashboard.app_pages.find.queries import query_index
from dashboard.kit import address
from dashboard.kit.blocks import blocks
from dashboard.kit.html import render_html
from dashboard.kit.screen import read_screen

screen = read_screen()
say = screen.words("find")
typed = " ".join(address.read_values("search"))
kind = next(iter(address.read_values("kind")), "")

index = query_index(screen.snapshot.path, screen.language)
entries = index.find(typed, screen.plan_code)
blocks.render_answer(say("title"), view.write_answer(typed, entries, screen))
if typed and not entries:
    render_html(view.write_proposals(index.propose(typed), screen))
    blocks.render_notes([say("none.note")])
render_html(view.write_results(typed, kind, entries, screen))
