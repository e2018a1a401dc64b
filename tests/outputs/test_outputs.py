"""What can be taken away, as a whole: what is described is what is made, on the page of a track as on the Data page."""

import re
from collections import Counter

import pytest

from dealtracker.files import as_bytes
from dealtracker.outputs import OUTPUTS
from dealtracker.pages import Edition
from dealtracker.pages.takeaway import Takeaway

names = pytest.mark.parametrize("takeaway", OUTPUTS, ids=[takeaway.id for takeaway in OUTPUTS])


def described(edition: Edition, takeaway: Takeaway) -> list[str]:
    tracks = [*edition.standing.tracks, *edition.standing.retracted]
    return [
        address.of(track)
        for address in takeaway.addresses
        for track in (tracks if address.is_of_a_track else [""])
        if track or not address.is_of_a_track
    ]


@names
def test_what_is_described_is_what_is_made(takeaway: Takeaway, edition: Edition) -> None:
    made = [path for path, _ in takeaway.files(edition)]
    assert sorted(made) == sorted(described(edition, takeaway))


@names
def test_addresses_are_safe_and_each_says_what_is_there(takeaway: Takeaway) -> None:
    for address in takeaway.addresses:
        assert re.fullmatch(r"[a-z0-9{}/._-]+", address.path) and not address.path.startswith("/")
        assert re.fullmatch(r"[a-z]+/[a-z0-9.+-]+(; ?[a-z-]+=[\w/:.\"-]+)*", address.media)
        assert address.what and takeaway.for_whom and takeaway.standard[1].startswith("https://")


def test_no_two_things_have_the_same_address() -> None:
    paths = Counter(address.path for takeaway in OUTPUTS for address in takeaway.addresses)
    anchors = Counter(takeaway.id for takeaway in OUTPUTS)
    assert not [path for path, count in (paths + anchors).items() if count > 1]


@names
def test_two_makings_give_the_same_bytes(takeaway: Takeaway, real: Edition) -> None:
    again = Edition(real.standing, takeaways=OUTPUTS)
    one, other = ([(path, as_bytes(holds)) for path, holds in takeaway.files(edition)] for edition in (real, again))
    assert one == other
