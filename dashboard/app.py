"""The dashboard's entry: page frame, navigation, footer; pages are in `app_pages/`."""

from dashboard.components.shell import render_app

render_app()
