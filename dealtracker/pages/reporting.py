"""Where a reader reports something: the forms of the repository, filled in with the page that he comes from.

The forms are in `.github/ISSUE_TEMPLATE/`; their fields are filled by their ids.
"""

from urllib.parse import quote

from dealtracker.model import About


def form(about: About, name: str, **fields: str) -> str | None:
    """The address of a form with some of its fields filled in; None where the deal does not name its repository."""
    if about.repository is None:
        return None
    filled = "".join(f"&{field}={quote(value, safe='/:')}" for field, value in fields.items())
    return f"{about.repository}/issues/new?template={name}.yml{filled}"
