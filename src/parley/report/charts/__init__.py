"""Charts as Vega-Lite specifications, still pictures of them, and the script that brings them to life."""
