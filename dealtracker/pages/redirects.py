"""Pages at the earlier addresses of tracks. They lead on: by a link, at once, and with the anchor where scripts run."""

from collections.abc import Iterator

from markupsafe import Markup

from dealtracker import policy
from dealtracker.pages.edition import Edition
from dealtracker.pages.takeaway import File

SCRIPT = Markup('location.replace(document.querySelector("a").href + location.hash)')
"""It follows the link on the page, and takes the anchor along."""


def files(edition: Edition) -> Iterator[File]:
    """One small HTML file for each earlier id of a track, which builders copy as it is. They are not in the sitemap."""
    values = {"script": SCRIPT, "policy": policy.of_script(SCRIPT)}
    for standing in (*edition.standing.tracks.values(), *edition.standing.retracted.values()):
        for alias in standing.track.aliases:
            path = f"tracks/{alias}/index.html"
            yield path, edition.renderer.render("redirect.html.j2", path, edition=edition, track=standing.track, **values)
