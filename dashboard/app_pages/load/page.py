"""Load data: drop a file, see what it would change, publish it, take one back."""

from dashboard.app_pages.load import files_section as loaded_files
from dashboard.app_pages.load import steps as load_steps
from dashboard.kit.blocks import blocks
from dashboard.kit.screen import read_screen

screen = read_screen()
say = screen.words("load")

blocks.render_answer(say("title"), say("answer"))
load_steps.render_steps(screen)
loaded_files.render_published_rejects(screen)
loaded_files.render_files(screen)
load_steps.render_templates(screen)
