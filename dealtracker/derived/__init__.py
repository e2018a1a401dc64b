"""What follows from the vocabulary and the models, and yet has to stand in the repository, because others read it there.

`build.py refresh` writes these files; a test says when they are not what they would be.
"""

from collections.abc import Iterator

from dealtracker.derived import forms, schemas
from dealtracker.model import Deal

NEWS_FORM = ".github/ISSUE_TEMPLATE/news.yml"


def derived(deal: Deal) -> Iterator[tuple[str, str]]:
    """Each file by its path from the root of the project, and the text that it ought to hold."""
    yield NEWS_FORM, forms.news(deal)
    yield from schemas.schemas(deal)


__all__ = ["NEWS_FORM", "derived"]
