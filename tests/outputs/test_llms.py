"""`llms.txt`, read as Markdown by a reader of its own: each track once, as its page says, and nothing but links and text."""

from datetime import date
from typing import Any

import pytest
from making import day, deal, event, track
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from dealtracker.outputs import OUTPUTS, llms
from dealtracker.pages import Edition
from dealtracker.standing import deal_standing

Entry = tuple[str, str, str]
"""A name, an address and a remark."""


def text(edition: Edition) -> str:
    ((path, made),) = llms.files(edition)
    assert path == "llms.txt" and isinstance(made, str)
    return made


def words(node: SyntaxTreeNode) -> str:
    return "".join(one.content for one in node.walk() if one.type == "text")


def read(made: str) -> tuple[str, str, dict[str, list[Entry]]]:
    """Title, summary and sections, as the convention has them."""
    title, summary, about, *rest = SyntaxTreeNode(MarkdownIt().parse(made)).children
    assert (title.type, title.tag, summary.type, about.type) == ("heading", "h1", "blockquote", "paragraph")
    assert [node.type for node in rest] == ["heading", "bullet_list"] * (len(rest) // 2)
    sections = {words(head): [entry(item) for item in items.children] for head, items in zip(rest[::2], rest[1::2], strict=True)}
    return words(title), words(summary), sections


def entry(item: SyntaxTreeNode) -> Entry:
    link, *remark = item.children[0].children[0].children
    assert link.type == "link" and {node.type for node in remark} <= {"text"}
    return words(link), str(link.attrs["href"]), "".join(node.content for node in remark).removeprefix(": ")


def made(as_of: str, *events: Any, **fields: Any) -> str:
    record = track(*events, **fields)
    return text(Edition(deal_standing(deal(record, track(id="other")), day(as_of)), takeaways=OUTPUTS))


def test_it_has_the_form_of_the_convention(real: Edition) -> None:
    about = real.deal.about
    title, summary, sections = read(text(real))
    assert (title, summary) == (about.name.en, about.summary.en)
    assert list(sections) == ["Tracks", "Method", "Data", "Optional"]
    assert all(address.startswith(about.address) and remark for found in sections.values() for _, address, remark in found)


def test_every_track_is_there_once_as_it_stands(real: Edition) -> None:
    _, _, sections = read(text(real))
    root = f"{real.deal.about.address}tracks/"
    assert [address for _, address, _ in sections["Tracks"]] == [f"{root}{id}/" for id in real.standing.tracks]
    for (name, _, remark), here in zip(sections["Tracks"], real.standing.tracks.values(), strict=True):
        assert here.status is not None and here.step is not None and here.evidence is not None
        status, proof = real.words.status[here.status].label, "documented" if here.evidence.is_documented else "reported"
        assert name == here.track.title.en
        assert remark.startswith(f"{status}, since {here.step.since}, {proof}") or here.step.because.about
        assert remark.endswith(f"Checked until {here.track.checked}")


def test_a_past_day_knows_nothing_of_later_ones(real: Edition) -> None:
    past = text(Edition(deal_standing(real.deal, date(2025, 8, 30)), takeaways=OUTPUTS))
    assert "2026-" not in past and "2025-11" not in past and "As of 2025-08-30." in past


def test_what_is_withdrawn_stands_apart_with_the_reason_from_that_day_on() -> None:
    withdrawn = {"date": "2026-07-01", "why": "It was *another*."}
    _, _, before = read(made("2026-06-30", event("talks"), retracted=withdrawn))
    _, _, after = read(made("2026-07-01", event("talks"), retracted=withdrawn))
    assert "Withdrawn" not in before and len(before["Tracks"]) == 2 and len(after["Tracks"]) == 1
    assert after["Withdrawn"] == [("Toll", "https://lake-watch.example/tracks/bridge/", "It was *another*.")]


def test_a_date_known_to_the_month_or_roughly_stays_so() -> None:
    assert "Announced, since 2026-03, " in made("2026-12-31", event("announced", "2026-03"))
    assert "Announced, since about 2026-03-02, " in made("2026-12-31", event("announced", "2026-03-02", about=True))
    assert ": nothing yet" in made("2026-12-31", event("talks", "2027-01-01"))


@pytest.mark.parametrize(
    "hostile",
    [
        "](javascript:alert(1)) [x",
        "# heading",
        "<script>alert(1)</script>",
        "**bold** _it_ `code` ~~gone~~",
        "\\",
        "&amp; &lt;",
        "- a\n- b\n\n## Data",
        "![x](https://x.example/)",
        "<https://x.example/>",
        "| a | b |",
        "관세 15%",
    ],
)
def test_whatever_people_write_comes_back_letter_for_letter(hostile: str) -> None:
    _, _, sections = read(made("2026-12-31", event("talks"), title=hostile))
    assert [name for name, _, _ in sections["Tracks"]] == [" ".join(hostile.split()), "Toll"]
    assert list(sections) == ["Tracks", "Method", "Data", "Optional"]
