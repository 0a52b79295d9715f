"""The dashboard: pages that read the current snapshot and compute nothing.

    app.py       what Streamlit runs: `frame.shell.render_app`
    app_pages/   a folder a page: `page.py`, its queries, views, charts and texts;
                 how one is made: `docs/contributing/new-page.md`
    frame/       what stands around every page: menu, plan, states, footer
    server/      `pazanga serve`: ASGI application, health, guard, uploads, jobs
    kit/         what pages are made of: snapshot and queries, texts and labels, number
                 formats, address, links, filters, sheets, `search/`, `blocks/` of a
                 page, `charts/`

Each imports itself and what stands below it here. Streamlit puts this folder first on
`sys.path`: no module here may be called like a library or another package of ours.
"""
