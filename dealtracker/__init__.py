"""On Paper: from dated, sourced records of a negotiation to a public site that says where it stands.

The way of the data, one direction and no way back:

    reading → loading (model, rules) → Deal → standing → pages → publish → MkDocs → site/

Each folder is a room with one job; the first lines of each module say what it holds.
"""
