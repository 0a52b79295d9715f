"""Load data: drop a file, see what it would change, publish it."""

from dashboard.components import blocks, load_steps
from dashboard.screen import read_screen

screen = read_screen()
say = screen.words("load")

blocks.render_answer(say("title"), say("answer"))
load_steps.render_steps(screen)
load_steps.render_templates(screen)
