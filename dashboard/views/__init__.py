"""Views: frames in, finished parts of a page out; no Streamlit, no queries.

Here sentences are chosen, numbers become text and rows become charts, so that a page
only puts the parts in order. Sums and shares come from the queries.
"""
