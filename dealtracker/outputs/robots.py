"""`robots.txt`: programs that read pages may read everything; and where the list of all pages is.

It counts only at the root of a host. Pages made for frames are not forbidden here: they say `noindex` themselves, which
nobody sees who may not read them.
"""

from collections.abc import Iterator

from dealtracker.pages.edition import Edition
from dealtracker.pages.takeaway import Address, File, Takeaway

PATH = "robots.txt"
SITEMAP = "sitemap.xml"
"""Written by the builder from `overrides/sitemap.xml`."""


def files(edition: Edition) -> Iterator[File]:
    """The one file."""
    yield PATH, f"User-agent: *\nAllow: /\n\nSitemap: {edition.deal.about.address}{SITEMAP}\n"


TAKEAWAY = Takeaway(
    id="robots",
    title="For search engines",
    for_whom="Programs that read many pages learn from it that they may read all, and where `sitemap.xml` is: that names every "
    "page, with the day on which what it shows was last changed.",
    version="1",
    standard=("Robots Exclusion Protocol (RFC 9309) and Sitemaps 0.9", "https://www.rfc-editor.org/rfc/rfc9309"),
    addresses=(Address(PATH, "text/plain", "what programs may read: everything"),),
    files=files,
    is_data=False,
)
