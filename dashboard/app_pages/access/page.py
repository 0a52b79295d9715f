"""Access: what was done and by whom, and a look as another role."""

import os

from dashboard.app_pages.access import summary as view
from dashboard.kit.blocks import blocks
from dashboard.kit.html import render_html
from dashboard.kit.screen import read_screen
from pazanga.access.journal import read_events
from pazanga.settings import read_home

MOST_EVENTS = 200

screen = read_screen()
say = screen.words("access")
events = read_events(read_home(os.environ).access_dir, MOST_EVENTS)

blocks.render_answer(say("title"), say("answer", count=len(events)))
if events:
    render_html(view.write_events(events, screen))
blocks.render_heading(say("look.title"), say("look.subtitle"))
render_html(view.write_looks(screen))
