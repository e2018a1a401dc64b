"""`robots.txt`, as the reader of the standard library understands it."""

from urllib.robotparser import RobotFileParser

from dealtracker.outputs import robots
from dealtracker.pages import Edition


def test_everything_may_be_read_and_the_sitemap_is_named(edition: Edition) -> None:
    ((path, text),) = robots.files(edition)
    assert path == "robots.txt" and isinstance(text, str)
    reader = RobotFileParser()
    reader.parse(text.splitlines())
    address = edition.deal.about.address
    assert all(
        reader.can_fetch("AnyBot", address + path) for path in ("", "tracks/bridge-toll/", "embed/bridge-toll/", "llms.txt")
    )
    assert reader.site_maps() == [f"{address}sitemap.xml"]
