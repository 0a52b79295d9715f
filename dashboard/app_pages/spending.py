"""Spending: where the planned money goes."""

from dashboard.components.blocks import render_answer
from dashboard.screen import read_screen

screen = read_screen()
say = screen.words("overview")
render_answer(say("title", plan=screen.plan_name), screen.plan_code)
