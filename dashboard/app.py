"""The dashboard's entry: page frame, navigation, footer; pages are in `app_pages/`."""

from dashboard.frame.shell import render_app

render_app()
