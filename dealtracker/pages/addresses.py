"""Addresses of pages, from the root of the site. They are always written relative to the page on which they stand."""


def url(path: str) -> str:
    """The address of a page of the tree: `tracks/chips.md` is published at `tracks/chips/`."""
    return path.removesuffix("index.md").removesuffix(".md") + ("/" if not path.endswith("index.md") else "")
