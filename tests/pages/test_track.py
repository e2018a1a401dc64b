"""What the page of a track says."""

import html
import re
from datetime import date

import pytest
from making import deal, event, expected, link, point, reading, track

from dealtracker.model import Deal, Track
from dealtracker.pages import Edition
from dealtracker.pages.edition import shortened
from dealtracker.pages.track import track_page
from dealtracker.standing import deal_standing


def page(record: Track, *others: Track, as_of: str = "2027-06-30") -> str:
    standing = deal_standing(deal(record, *others), date.fromisoformat(as_of))
    here = standing.tracks.get(record.id) or standing.retracted[record.id]
    return track_page(Edition(standing), here).text


def words(text: str) -> str:
    """What a reader reads: the page without its head and without markup."""
    body = text.split("---\n", 2)[2]
    apart = re.sub(r"</(?:p|li|d[dt]|div|h\d|t[hdr])>", " ", body)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", apart)).split())


def test_it_prints_status_since_because_source_rule_and_evidence(edition: Edition) -> None:
    said = words(track_page(edition, edition.standing.tracks["bridge-toll"]).text)
    assert (
        "In force since 1 September 2031 (known since 15 September 2031), because: An ordinance sets the toll at 8 crowns" in said
    )
    assert "Sources Gazette of Sudland (legal source)" in said
    assert "Rule An event of the kind “In force” leads up to “In force” when the track stands lower." in said
    assert "Evidence Documented: Gazette of Sudland" in said


def test_it_prints_the_three_dates_apart(edition: Edition) -> None:
    said = words(track_page(edition, edition.standing.tracks["bridge-toll"]).text)
    assert (
        "Last event 15 September 2031 Last checked 30 November 2031 nobody has looked for 31 days Built for 31 December 2031"
        in said
    )


def test_it_never_lets_the_end_of_the_record_look_like_the_end_of_events(edition: Edition) -> None:
    said = words(track_page(edition, edition.standing.tracks["bridge-toll"]).text)
    assert "Checked until 30 November 2031. Anything after that day is not in this record" in said


def test_it_prints_the_clocks(edition: Edition) -> None:
    said = words(track_page(edition, edition.standing.tracks["bridge-toll"]).text)
    assert "Announced 4 Mar 2031 108 days to “On paper”" in said
    assert "On paper 20 Jun 2031 73 days to “In force”" in said


def test_a_running_clock_says_so() -> None:
    text = page(track(event("announced", "2027-06-01")), as_of="2027-06-30")
    assert "29 days to “On paper”, still running" in words(text)
    assert '<data class="days" value="2027-06-01">29 days</data>' in text, "the reader's browser counts on from there"


def test_a_clock_over_a_step_in_between_reaches_over_it() -> None:
    text = page(track(event("text-published", "2026-02-01"), event("in-force", "2026-03-03")))
    assert 'class="rung__clock span-2"' in text
    assert "30 days to “In force”" in words(text)


def test_a_clock_that_cannot_be_drawn_between_two_steps_says_why() -> None:
    said = words(page(track(event("in-force", "2026-02-01"), event("text-published", "2026-03-03"))))
    assert "On paper → In force: 30 days in the other order: the later step came first" in said
    assert "Announced → On paper: no event of its own led to “Announced”" in said


def test_the_ladder_shows_where_it_stands_once() -> None:
    for kind in ("announced", "deadlock"):
        text = page(track(event("announced", "2026-02-01"), event(kind, "2026-03-03")))
        assert text.count('aria-current="step"') == 1
        assert ("is-off" in text) == (kind == "deadlock")


def test_the_title_in_the_other_language_stands_beneath() -> None:
    text = page(track(event("talks"), title={"en": "Bridge", "ko": "다리"}))
    assert re.search(r'<p class="other-title"[^>]* lang="ko">다리</p>', text)
    assert "other-title" not in page(track(event("talks")))


def test_it_shows_its_row_of_the_chart_and_tells_it_to_those_who_cannot_see_it() -> None:
    text = page(track(event("announced", "2026-02-01"), checked="2027-01-31"))
    assert 'aria-label="Announced from 1 February 2026. Checked until 31 January 2027."' in text
    assert 'class="unchecked"' in text
    assert text.count("timechart__row") == 1


def test_a_date_leads_to_its_event_and_no_link_is_called_by_a_sign_alone() -> None:
    text = page(track(event("announced", "2026-06-03", place="north", id="said"))).replace("\n", "")
    assert '<p class="event__date"><a href="#event-said"><time datetime="2026-06-03">3 June 2026</time>' in text
    assert not re.search(r"<a[^>]*>\W*</a>", text)


def test_an_event_that_is_not_in_effect_yet_is_marked() -> None:
    text = page(track(event("announced", "2027-05-01"), event("in-force", "2027-06-01", effective="2027-12-01")))
    assert text.count('class="is-coming"') == 1
    assert "takes effect 1 December 2027" in words(text)


def test_what_it_waits_for_is_drawn() -> None:
    one = track(event("talks"), id="one", title="One", links=[link("blocked-by", "two")])
    two = track(event("talks"), id="two", title="Two")
    assert '<p class="around__here">One</p>' in page(one, two)
    assert '<p class="around__here">Two</p>' in page(two, one)
    assert "around__here" not in page(track(event("talks")))


def test_a_status_that_rests_on_the_press_is_shown_as_reported_with_what_is_missing() -> None:
    text = page(track(event("in-force", sources=["press"])))
    assert 'class="badge badge--in-force is-reported"' in text
    assert "So far only reported. What is missing: legal source, read in full" in words(text)


def test_a_change_in_the_timeline_is_outlined_where_it_was_only_reported() -> None:
    text = page(track(event("in-force", sources=["press"]), event("delivered", "2026-02-01")))
    timeline = text[text.index('<ol class="events"') :]
    assert 'class="badge badge--in-force is-reported"' in timeline
    assert 'class="badge badge--delivered"' in timeline


def test_low_confidence_is_said_at_the_event() -> None:
    assert "Low confidence" in words(page(track(event("report", confidence="low"))))
    assert "Low confidence" not in words(page(track(event("report"))))


def test_a_month_never_prints_a_day() -> None:
    said = words(page(track(event("announced", "2026-06", about=True))))
    assert "Announced since about June 2026" in said
    assert "1 June" not in said and "30 June 2026" not in said


def test_both_capitals_have_their_date() -> None:
    said = words(page(track(event("announced", "2026-06-03", place="north", time="23:30"))))
    assert "3 June 2026, 23:30 in Nordhaven" in said
    said = words(page(track(event("announced", "2026-06-03", place="south"))))
    assert "3 June 2026 in Sudmar (3 June / 4 June in Nordhaven)" in said


def test_nothing_of_a_later_day_is_on_the_page_of_an_earlier_one() -> None:
    late = event("in-force", "2027-03-01", title="The late event", text="The late text")
    record = track(
        event("announced", "2026-02-01"),
        late,
        expected=[expected("2027-12-31", "2027-02-01", title="The late expectation")],
        links=[link("precedent", "other", "2027-02-01", why="The late reason")],
        questions=[{"from": "2027-02-01", "text": "The late question"}],
        positions=[{"by": "north", "date": "2027-02-01", "text": "The late position", "sources": ["press"]}],
        readings=[reading("2027-02-01", "2027-02-02")],
        gaps=["The late gap"],
        summary="The late summary",
        **{"told-until": "2027-03-01"},
    )
    said = words(page(record, track(id="other"), as_of="2026-12-31"))
    assert "The late" not in said
    assert "Which lorries?" not in said
    assert "was written later, and knows more than this page" in said
    assert {"The late event", "The late summary"} <= set(
        re.findall("The late (?:event|summary)", words(page(record, track(id="other"))))
    )


def test_the_page_of_a_day_does_not_change_when_later_events_are_added() -> None:
    first, second = event("announced", "2026-02-01"), event("deadlock", "2027-01-02", text="Why")
    early = page(track(first, second), as_of="2026-12-31")
    later = page(track(first, second, event("resumed", "2027-03-01")), as_of="2026-12-31")
    assert early == later


def test_an_announced_effect_that_lies_ahead_is_expected_and_not_in_force() -> None:
    said = words(
        page(track(event("announced", "2027-05-01"), event("in-force", "2027-06-01", effective="2027-12-01", title="Duty")))
    )
    assert "Announced since 1 May 2027" in said
    assert "1 December 2027: Duty takes effect" in said


def test_a_withdrawn_track_keeps_its_page_and_its_reason() -> None:
    text = page(track(event("talks"), retracted={"date": "2027-01-01", "why": "It was two tracks."}))
    assert "Withdrawn on 1 January 2027. It was two tracks." in words(text)
    assert "<h1 data-search-exclude><del>Toll</del></h1>" in text and 'title: "Withdrawn: Toll"' in text


def test_a_withdrawn_event_stays_struck_through_and_counts_no_more() -> None:
    gone = {"date": "2027-02-01", "why": "The paper took it back."}
    rumour = event("signed", "2027-01-02", id="rumour", title="They sign", points={"toll": "8 crowns"}, retracted=gone)
    record = track(event("talks"), rumour, points=[point("toll")])
    before, after = (page(record, as_of=day) for day in ("2027-01-31", "2027-02-01"))
    assert "On paper since 2 January 2027, because: They sign." in words(before) and "<del>" not in before
    assert "In talks since 1 January 2026" in words(after)
    entry = after.partition('<li id="event-rumour">')[2].partition("</li>")[0]
    assert "Withdrawn on 1 February 2027. The paper took it back." in re.sub(r"</?(?:p|strong|time)\b[^>]*>", "", entry)
    struck = entry.partition("<del>")[2].partition("</del>")[0]
    assert "They sign" in struck and "8 crowns" in struck


def test_corrections_are_shown() -> None:
    record = track(event("talks"), corrections=[{"date": "2027-01-01", "was": "9 crowns", "now": "8 crowns"}])
    assert "It said: 9 crowns It says now: 8 crowns" in words(page(record))
    assert "<del>9 crowns</del>" in page(record) and "<ins>8 crowns</ins>" in page(record)


def test_a_chain_of_waiting_tracks_is_written_out() -> None:
    one = track(event("talks"), id="one", title="One", links=[link("blocked-by", "two")])
    two = track(event("talks"), id="two", title="Two", links=[link("blocked-by", "three")])
    said = words(page(one, two, track(event("talks"), id="three", title="Three")))
    assert "One waits for Two waits for Three" in said


def test_a_track_without_events_has_a_page() -> None:
    assert "nothing yet" in words(page(track()))


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", '"><img src=x>', "{{ 7*7 }}", "</p></section><h1>x"])
def test_whatever_people_write_is_printed_letter_for_letter(hostile: str) -> None:
    said = {"text": hostile, "speaker": hostile, "role": hostile}
    happened = event("announced", title=hostile, text=hostile, note=hostile, quote=said, points={"toll": hostile})
    toll = point().but({"id": "toll"})
    text = page(track(happened, title=hostile, summary=hostile, gaps=[hostile], points=[toll]))
    _, _, body = text.partition("\n---\n")
    assert hostile not in body or hostile == "{{ 7*7 }}"
    assert "<script>" not in body and "<img" not in body and "49" not in words(text)


def test_a_point_shows_its_value_at_each_stage_and_what_was_only_said(edition: Edition) -> None:
    said = words(track_page(edition, edition.standing.tracks["bridge-toll"]).text)
    assert "12 crowns" in said and "8 crowns, from the day on which the ordinance is published" in said


def test_a_point_says_what_holds_now_first_and_the_way_there_once() -> None:
    toll = point().but({"id": "toll"})
    events = [event("announced", "2026-02-01", points={"toll": "9"}), event("in-force", "2026-03-01", points={"toll": "8"})]
    row = page(track(*events, points=[toll])).split('<tr id="point-toll">')[1].split("</tr>")[0]
    assert row.index("<strong>8</strong>") < row.index("Announced: 9 ")
    assert row.count("8</strong>") == 1 and "In force: 8" not in row


def test_the_description_is_cut_at_a_word() -> None:
    assert shortened("word " * 100, 20) == "word word word word…"
    assert shortened("short") == "short"


def test_sources_are_shown_with_how_they_were_read(example: Deal) -> None:
    changed = example.sources["treaty-text"].but({"read": "quoted", "url": "http://x.example/a"})
    sources = {**example.sources, "treaty-text": changed}
    moved = Deal(example.about, example.vocabulary, example.tracks, example.bases, example.peers, sources)
    standing = deal_standing(moved, date(2031, 12, 31))
    text = track_page(Edition(standing), standing.tracks["bridge-toll"]).text
    assert "Legal source, read as quoted." in words(text)
    assert 'href="http://' not in text
    assert "http://x.example/a" in text
