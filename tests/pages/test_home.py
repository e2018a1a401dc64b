"""The home page where there is little to say."""

from making import day, deal, event, track

from dealtracker.outputs import OUTPUTS
from dealtracker.pages import Edition, all_pages
from dealtracker.standing import deal_standing


def test_a_deal_whose_tracks_were_all_withdrawn_still_has_every_page() -> None:
    gone = track(event("talks"), retracted={"date": "2026-02-01", "why": "It was another."})
    edition = Edition(deal_standing(deal(gone), day("2026-12-31")), takeaways=OUTPUTS)
    pages = {page.path: page.text for page in all_pages(edition)}
    assert "Every track was withdrawn." in pages["index.md"]
    assert "It was another." in pages["tracks/bridge.md"]
    for takeaway in OUTPUTS:
        assert list(takeaway.files(edition))
