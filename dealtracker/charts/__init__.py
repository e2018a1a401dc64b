"""The charts: the values of a chart become geometry, and a template in `templates/charts/` prints it as SVG.

Nothing here knows Markdown, words of a language or the page on which a chart will stand.
"""
