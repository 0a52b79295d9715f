"""The dashboard: pages that read the current snapshot and compute nothing.

How a page is made, for example `targets`:

1. **Report**: what the page shows, summed and joined in SQL:
   `warehouse/models/reports/rpt_….sql`, described in `reports.yml` there.
2. **Texts**: `texts/targets.toml`, every text in `lt` and `en`; the name and the hint
   of the menu are `nav.targets` and `nav.targets_help` in `texts/common.toml`.
3. **Query**: `queries/targets.py`: functions `(snapshot, filter, language) → frame`;
   static SQL on `reports` with `$name` values, run by `published.select`, which caches.
4. **Filter**: a frozen dataclass in `filters.py` derived from `PlanFilter`; each field
   is a widget key and a URL parameter. Name it in `CARRIED`, draw it with
   `components.filter_row`.
5. **Charts**: `charts/` hold kinds of charts: plain values in, a Plotly figure out;
   start with `charts.style.start_figure`, which knows colours, type and number marks.
6. **View**: `views/targets.py`: frames in, sentences, key figures, `Chart`s and tables
   out; pure, so that every word of the page can be tested without Streamlit.
7. **Page**: `app_pages/targets.py`, at most 80 lines, no SQL, no arithmetic: it starts
   with `screen = read_screen()`, then answer, key figures, filter row, charts, table,
   downloads. Name it in `pages.PAGES`.
8. **Tests**: queries and charts on the built snapshot, the page by AppTest in both
   languages and all states, one browser test.

What belongs where:

    app.py          entry; everything around a page is `components/shell.py`
    pages.py        the pages, in the order of the menu
    screen.py       language, theme, snapshot, plan of this run
    published.py    which snapshot is shown; the one cached `select`
    words.py        `say = screen.words("targets")`, then `say("title", plan=…)`
    formats.py      numbers, money, dates, periods as each language writes them
    uploads.py      files readers bring: who may, where they wait; `components/watch.py`
                    makes open pages follow a new snapshot
    filters.py      what a reader narrowed a page to
    views/          frames in, finished parts of a page out: no Streamlit, no queries
    sections/       long parts of a page that draw what views have made
    components/     html, tables, blocks (answer, chart), key figures, states, downloads
    server.py       `serve`: ASGI application, health, headers (`headers.py`),
                    document with `lang` (`document.py`), warm-up (`warmup.py`)

Streamlit puts this folder first on `sys.path`: no module here may be called like a
library or like another package of ours.
"""
