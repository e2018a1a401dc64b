"""Embeds: small pages to show inside other pages, one for each track and one with the chart of the deal.

Such a page is whole in itself: its style stands in it, it has no script, and its policy lets the browser fetch nothing.
Beside each stands what oEmbed asks about it, so that an editor can make the frame from the address alone.
"""

import json
from collections.abc import Iterator

from dealtracker import policy
from dealtracker.assets import style_sheet
from dealtracker.pages import Edition, embedding, home
from dealtracker.pages.addresses import address
from dealtracker.pages.embedding import Embed
from dealtracker.pages.rendering import TEMPLATES
from dealtracker.pages.takeaway import Address, File, Takeaway
from dealtracker.pages.tracks import by_domain

STYLE, CHART_STYLE = TEMPLATES / "embeds" / "embed.css", TEMPLATES / "embeds" / "chart.css"
"""The style of all of them, and what the chart needs besides. The colours are those of the site; a test compares them."""


def files(edition: Edition) -> Iterator[File]:
    """The page and the description of each track, withdrawn ones included, and of the chart."""
    standing, site = edition.standing, edition.deal.about.address
    style = style_sheet(edition.words, STYLE.read_text(encoding="utf-8"))
    with_chart = style + CHART_STYLE.read_text(encoding="utf-8")
    for track in (*standing.tracks.values(), *standing.retracted.values()):
        embed = embedding.of_track(edition, track)
        whole = site + address(track.track)
        is_withdrawn = track.track.id in standing.retracted
        yield from _both(edition, embed, "embeds/track.html.j2", style=style, whole=whole, here=track, is_withdrawn=is_withdrawn)
    embed = embedding.of_chart(edition)
    yield from _both(edition, embed, "embeds/chart.html.j2", style=with_chart, whole=site, **chart(edition))


def _both(edition: Edition, embed: Embed, template: str, style: str, **values: object) -> Iterator[File]:
    described = f"{edition.deal.about.address}{embed.path}.json"
    page = f"{embed.path}.html"
    values["policy"] = policy.of_style(style)
    yield page, edition.renderer.render(template, page, edition=edition, embed=embed, style=style, described=described, **values)
    yield f"{embed.path}.json", json.dumps(oembed(edition, embed), ensure_ascii=False) + "\n"


def chart(edition: Edition) -> dict[str, object]:
    """What the page of the chart shows, as the home page does."""
    shown = list(edition.standing.tracks.values())
    is_drawn = edition.is_drawn
    checked = [standing for standing in shown if standing.track.checked.last <= edition.as_of]
    return {
        "groups": by_domain(edition, shown) if is_drawn else [],
        "chart": edition.chart if is_drawn else None,
        "key": home.key(edition, edition.chart) if is_drawn else home.tally(edition),
        "checked": home.checked_span(checked) if checked else None,
        "any_reported": any(not proof.is_documented for track in shown for proof in track.proofs),
    }


def oembed(edition: Edition, embed: Embed) -> dict[str, object]:
    """What oEmbed asks about a page: https://oembed.com/, section 2.3.4.4."""
    return {
        "version": "1.0",
        "type": "rich",
        "title": embed.title,
        "provider_name": edition.renderer.plain(edition.deal.about.name),
        "provider_url": edition.deal.about.address,
        "html": embedding.code(edition, embed),
        "width": embed.width,
        "height": embed.height,
    }


TAKEAWAY = Takeaway(
    id="embeds",
    title="Embeds",
    for_whom=(
        "For articles and pages that show a track or the chart as it stands on the day on which they are read. "
        "The page of each track has the code to copy; editors that know oEmbed need only its address."
    ),
    version="1",
    standard=("oEmbed 1.0", "https://oembed.com/"),
    addresses=(
        Address(f"{embedding.TRACK_PATH}.html", "text/html", "Small page of a track, for a frame.", short="Frame (HTML)"),
        Address(
            f"{embedding.TRACK_PATH}.json",
            "application/json+oembed",
            "The frame of a track, as oEmbed (JSON).",
            "The frame of this track",
            "Frame (oEmbed)",
        ),
        Address(f"{embedding.CHART_PATH}.html", "text/html", "Small page with the chart of the deal, for a frame."),
        Address(f"{embedding.CHART_PATH}.json", "application/json+oembed", "The frame of the chart, as oEmbed (JSON)."),
    ),
    files=files,
    is_data=False,
)
