"""SQL: one query on the snapshot on screen, its answer, and a link to both."""

from dashboard.app_pages.sql import examples
from dashboard.app_pages.sql import summary as view
from dashboard.app_pages.sql.query_form import render_form
from dashboard.app_pages.sql.result import ask
from dashboard.kit import address
from dashboard.kit.blocks import blocks
from dashboard.kit.blocks.downloads import render_downloads
from dashboard.kit.html import render_html
from dashboard.kit.screen import read_screen
from pazanga.errors import UserError
from warehouse.query.pool import POOL

POOL.warm()
screen = read_screen()
say = screen.words("sql")
sql = address.read_words("sql")[0].strip()

blocks.render_answer(say("title"), "" if sql else say("answer"))
render_form(screen, sql)
if sql:
    try:
        result = ask(screen.snapshot, sql)
    except UserError as error:
        render_html(view.write_refusal(error, screen))
    else:
        blocks.render_heading(view.write_title(result, screen))
        blocks.render_notes(view.list_notes(result, screen))
        render_html(view.write_result(result, screen))
        render_downloads(screen, view.make_download(result, sql, screen))
blocks.render_folded(
    say("examples.title"), say("examples.subtitle"), examples.write_examples(screen)
)
render_html(view.write_more(screen))
