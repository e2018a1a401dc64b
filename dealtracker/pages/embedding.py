"""Small pages that stand inside pages of others: where they are, how large, and the code that puts them there."""

from dataclasses import dataclass

from markupsafe import Markup

from dealtracker.model import Text
from dealtracker.pages.addresses import address
from dealtracker.pages.edition import Edition
from dealtracker.standing import TrackStanding

TRACK_PATH, CHART_PATH = "embed/tracks/{id}", "embed/chart"
"""Where the pages are, from the root of the site: with `.html` the page itself, with `.json` what oEmbed asks about it."""

TRACK_SIZE = 600, 290
"""Width and height of the frame of a track, in pixels: room for a title and a reason of two lines each."""

CHART_WIDTH, CHART_REST, CHART_ROW, CHART_DOMAIN = 720, 250, 33, 22
"""The width of the frame of the chart, and the height of its rows, of the names of domains, and of all the rest."""

_CODE = Markup(
    '<iframe src="{}" title="{}" width="{}" height="{}" style="border: 0; max-width: 100%" loading="lazy" '
    'sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>'
)
"""A frame in which nothing runs. Its links may open pages beside it, and those are whole pages."""

_BADGE = Markup('<a href="{}{}"><img src="{}badges/{}.svg" alt="{}" height="20"></a>')


@dataclass(frozen=True, slots=True)
class Embed:
    """A page to embed: its path without ending, what it shows, and the frame that it needs in pixels."""

    path: str
    title: str
    width: int
    height: int


def of_track(edition: Edition, standing: TrackStanding) -> Embed:
    """The small page of a track."""
    return Embed(TRACK_PATH.replace("{id}", standing.track.id), _title(edition, standing.track.title), *TRACK_SIZE)


def of_chart(edition: Edition) -> Embed:
    """The small page with the chart of the deal."""
    shown = edition.standing.tracks.values() if edition.is_drawn else ()
    domains = len({standing.track.domain for standing in shown})
    height = CHART_REST + CHART_ROW * len(shown) + CHART_DOMAIN * domains
    return Embed(CHART_PATH, _title(edition, edition.deal.about.title), CHART_WIDTH, height)


def code(edition: Edition, embed: Embed) -> str:
    """The HTML that shows an embed on a page of somebody else; it is the same in oEmbed."""
    return str(_CODE.format(f"{edition.deal.about.address}{embed.path}.html", embed.title, embed.width, embed.height))


def badge_code(edition: Edition, standing: TrackStanding) -> str:
    """The HTML that shows the badge of a track, as a link to its page. What is read aloud there cannot change with it."""
    site, name = edition.deal.about.address, edition.renderer.plain(standing.track.name)
    alternative = edition.say("{track}: where it stands now", track=name)
    return str(_BADGE.format(site, address(standing.track), site, standing.track.id, alternative))


def _title(edition: Edition, title: Text) -> str:
    site = edition.renderer.plain(edition.deal.about.name)
    return edition.say("{site}: {title}", site=site, title=edition.renderer.plain(title))
