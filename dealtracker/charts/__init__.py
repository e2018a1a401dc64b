"""Charts: where the deal stands becomes numbers on a drawing, and a template prints them as SVG.

A module works out where things are; the template of the same name in `templates/charts` draws them. Widths and places
along an axis are per cent, so that a chart is as wide as its page and its letters keep their size.
"""
