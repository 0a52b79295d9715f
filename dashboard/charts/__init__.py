"""Charts: a frame in, a Plotly figure out; no Streamlit, no queries."""
