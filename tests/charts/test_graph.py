"""What waits on what, as a drawing: every link once, nothing on top of anything else, the same drawing every time."""

from collections import Counter
from itertools import combinations, pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import WORDS, day, deal, event, link, peer, track

from dealtracker.charts.graph import MOST, Dot, Graph, Line, Way, graph, is_mutual, neighbourhood
from dealtracker.model import Link, Record
from dealtracker.pages import Edition
from dealtracker.standing import DealStanding, deal_standing
from dealtracker.standing.flags import is_active

AS_OF = day("2026-06-01")
RELATIONS = [relation.id for relation in WORDS.relations]
BLOCKING = next(relation.id for relation in WORDS.relations if relation.blocks)
MUTUAL = next(relation.id for relation in WORDS.relations if is_mutual(relation))
OTHER = next(relation.id for relation in WORDS.relations if not relation.blocks and not is_mutual(relation))


def standing(*records: Record) -> DealStanding:
    return deal_standing(deal(*records), AS_OF)


def linked(**links: list[Link]) -> DealStanding:
    """Tracks by id, each with its links, and a peer."""
    return standing(*(track(event("talks"), id=id, links=found) for id, found in links.items()), peer())


def drawn(found: DealStanding) -> Graph:
    made = graph(found)
    assert made is not None
    return made


def lines(made: Graph) -> list[tuple[Way, Line]]:
    return [(way, line) for way in made.ways for line in way.lines]


def dots(made: Graph) -> list[tuple[Way, Line, Dot]]:
    return [(way, line, dot) for way, line in lines(made) for dot in line.dots]


def text(found: DealStanding) -> str:
    """The drawing as it stands on the page."""
    renderer = Edition(found).renderer
    page = "{% import 'charts/graph.svg.j2' as g with context %}{{ g.drawing(graph, sheet, './') }}"
    made = drawn(found)
    sheet = renderer.render("charts/graph.css.j2", "waits/index.md", graph=made)
    return renderer.environment.from_string(page).render(renderer.shared, graph=made, sheet=sheet)


def deals(tracks: int) -> st.SearchStrategy[list[Record]]:
    ids = [f"track-{number}" for number in range(tracks)]
    domains = [domain.id for domain in WORDS.domains]
    ends = st.tuples(
        st.sampled_from(RELATIONS), st.sampled_from([*ids, "westland", "eastland"]), st.booleans(), st.integers(1, 4)
    )

    def records(drawn: list[list[tuple[str, str, bool, int]]]) -> list[Record]:
        return [
            *(
                track(
                    event("talks"),
                    id=id,
                    domain=domains[number % len(domains)],
                    links=[_link(*end) for end in found if end[1] != id],
                )
                for number, (id, found) in enumerate(zip(ids, drawn, strict=True))
            ),
            *(peer(id=id) for id in ("westland", "eastland")),
        ]

    return st.lists(st.lists(ends, max_size=5), min_size=tracks, max_size=tracks).map(records)


def _link(relation: str, end: str, is_over: bool, month: int) -> Link:
    target = {"track": end} if end.startswith("track") else {"peer": end}
    return link(relation, since=f"2026-0{month}-01", until="2026-05-01" if is_over else None, **target)


@given(deals(9))
def test_every_link_that_holds_is_drawn_once_and_no_other(records: list[Record]) -> None:
    found = standing(*records)
    active = Counter(
        (link.relation, link.track or link.peer, str(link.since))
        for one in found.tracks.values()
        for link in one.links
        if is_active(link, AS_OF)
    )
    made = graph(found)
    shown = [] if made is None else [link for _, _, dot in dots(made) for link in dot.links]
    assert Counter((link.relation, link.track or link.peer, str(link.since)) for link in shown) == active


@given(deals(9))
def test_nothing_stands_on_anything_else_and_everything_in_the_drawing(records: list[Record]) -> None:
    made = graph(standing(*records))
    if made is None:
        return
    rows = [node.row for group in made.groups for node in group.nodes]
    assert len(set(rows)) == len(rows), "two names in one row"
    assert len(rows) + len(made.groups) == made.rows, "a row for each name and each heading"
    y = {node.row: node.y for group in made.groups for node in group.nodes}
    for _, line in lines(made):
        assert 0 < line.x < 100
        assert 0 < line.top < line.bottom < 100
        assert line.y == y[line.hub]
        assert [y[line.rows[0]], y[line.rows[-1]]] == [line.top, line.bottom]
        assert sorted({line.y, *(dot.y for dot in line.dots)}) == [y[row] for row in line.rows]
    for (_, one), (_, other) in combinations(lines(made), 2):
        assert one.x != other.x or one.bottom < other.top or other.bottom < one.top, "two lines touch"


@given(deals(9), st.integers(0, 1000))
def test_the_order_in_which_things_are_written_changes_no_byte(records: list[Record], seed: int) -> None:
    found = standing(*records)
    if graph(found) is None:
        return
    chance = Random(seed)
    again = [
        record.but({"links": tuple(chance.sample(record.links, len(record.links)))}) if hasattr(record, "links") else record
        for record in chance.sample(records, len(records))
    ]
    assert text(standing(*again)) == text(found)


def test_an_arrow_points_to_what_is_waited_for_and_lines_to_it_are_one() -> None:
    made = drawn(linked(alpha=[link(BLOCKING, "delta")], beta=[link(BLOCKING, "delta")], delta=[], gamma=[link(OTHER, "delta")]))
    (blocking, waits), (other, presses) = lines(made)
    assert (blocking.relation.id, blocking.style, waits.mark) == (BLOCKING, 0, "arrow")
    assert [dot.holder.record.id for dot in waits.dots] == ["alpha", "beta"]
    assert {dot.target.record.id for dot in waits.dots} == {"delta"}
    assert (other.style, presses.mark) == (1, "arrow")
    assert waits.y == presses.y
    assert waits.x < presses.x, "what blocks stands next to the names"


def test_tracks_that_wait_for_one_another_have_a_line_each() -> None:
    made = drawn(linked(alpha=[link(BLOCKING, "beta")], beta=[link(BLOCKING, "alpha")]))
    assert sorted(line.hub for _, line in lines(made)) == [1, 2]


def test_a_mutual_link_that_both_tracks_hold_is_one_line_without_an_arrow() -> None:
    made = drawn(linked(alpha=[link(MUTUAL, "beta")], beta=[link(MUTUAL, "alpha", since="2026-02-01")]))
    ((_, line, dot),) = dots(made)
    assert line.mark == "dot"
    assert [str(link.since) for link in dot.links] == ["2026-01-01", "2026-02-01"]


def test_a_mutual_relation_of_three_has_a_ring_where_they_meet() -> None:
    made = drawn(linked(alpha=[link(MUTUAL, "beta")], beta=[], gamma=[link(MUTUAL, "beta")]))
    ((_, line),) = lines(made)
    assert (line.mark, line.hub) == ("ring", 2)
    assert made.has_rings


def test_peers_stand_below_the_tracks_and_a_track_of_the_same_name_is_another_one() -> None:
    found = linked(alpha=[link(OTHER, peer="westland")], westland=[link(BLOCKING, "alpha")])
    assert [[node.standing.record.name.en for node in group.nodes] for group in drawn(found).groups] == [
        ["Toll", "Toll"],
        ["Westland"],
    ]
    assert 'href="./deals/#westland"' in text(found)
    assert 'href="./tracks/westland/"' in text(found)


def test_a_withdrawn_track_is_drawn_where_a_link_leads_to_it() -> None:
    gone = track(event("talks"), id="gone", retracted={"date": "2026-01-01", "why": "It was another one"})
    assert len(lines(drawn(standing(track(id="alpha", links=[link(BLOCKING, "gone")]), gone)))) == 1


def test_tracks_without_a_link_that_holds_are_left_out() -> None:
    found = linked(alpha=[link(BLOCKING, "beta")], beta=[], gamma=[link(BLOCKING, "alpha", until="2026-02-01")], delta=[])
    assert [node.standing.record.id for group in drawn(found).groups for node in group.nodes] == ["alpha", "beta"]


@pytest.mark.parametrize("tracks", [1, MOST + 1])
def test_without_links_or_with_too_many_names_there_is_no_drawing(tracks: int) -> None:
    ids = [f"track-{number:03}" for number in range(tracks)]
    chain = {id: [link(BLOCKING, other)] for id, other in pairwise(ids)}
    assert graph(linked(**{id: chain.get(id, []) for id in ids})) is None


def test_many_tracks_of_which_few_are_linked_are_drawn() -> None:
    links: dict[str, list[Link]] = {f"track-{number:03}": [] for number in range(200)} | {"alpha": [link(BLOCKING, "track-007")]}
    made = drawn(linked(**links))
    assert made.rows == 3
    assert not made.is_wide


def crowded(names: int, apart: int = 7) -> DealStanding:
    """As many tracks, each pressing on another one some way down the list."""
    ids = [f"track-{number:03}" for number in range(names)]
    return linked(**{id: [link(OTHER, ids[(number + apart) % names])] for number, id in enumerate(ids)})


def test_a_drawing_that_is_too_wide_for_a_phone_says_so_and_a_wider_one_is_not_made() -> None:
    assert not drawn(crowded(20)).is_wide
    assert drawn(crowded(MOST, apart=20)).is_wide
    ids = [f"track-{number}" for number in range(30)]
    for relations, is_drawn in (([BLOCKING, OTHER], True), ([BLOCKING, OTHER, RELATIONS[-1]], False)):
        links = [link(relation, id) for relation in relations for id in ids]
        assert (graph(linked(**dict.fromkeys(ids, links))) is not None) is is_drawn


def test_a_drawing_of_25_tracks_is_small() -> None:
    assert len(text(crowded(25))) < 25_000


def test_titles_are_text_and_never_markup() -> None:
    rude = "<script>alert('x')</script> & more"
    found = standing(track(id="alpha", title=rude, links=[link(BLOCKING, "beta")]), track(id="beta", title=rude))
    assert "<script>" not in text(found)


def test_the_neighbourhood_holds_what_a_track_waits_for_and_what_waits_for_it() -> None:
    found = linked(
        alpha=[link(BLOCKING, "beta"), link(OTHER, "delta")],
        beta=[link(BLOCKING, "delta"), link(BLOCKING, "alpha", until="2026-02-01")],
        delta=[],
        gamma=[link(BLOCKING, "beta"), link(MUTUAL, "alpha")],
    )
    near = neighbourhood(found, "beta")
    assert near is not None
    assert [one.standing.record.id for one in near.before] == ["delta"]
    assert [one.standing.record.id for one in near.after] == ["alpha", "gamma"]
    assert near.levels(near.after) == [25, 75]
    assert (near.before[0].label.en, near.after[0].label.en) == ("Waits for", "Waited for by")


def test_a_track_that_neither_waits_nor_is_waited_for_has_no_neighbourhood() -> None:
    found = linked(alpha=[link(OTHER, "beta")], beta=[])
    assert neighbourhood(found, "alpha") is None
    assert neighbourhood(found, "no-such-track") is None


def test_the_drawing_of_a_neighbourhood_is_small() -> None:
    found = linked(alpha=[link(BLOCKING, "beta")], beta=[], gamma=[link(BLOCKING, "alpha")])
    renderer = Edition(found).renderer
    page = "{% import 'charts/graph.svg.j2' as g with context %}{{ g.around(near, '../../') }}"
    made = renderer.environment.from_string(page).render(renderer.shared, near=neighbourhood(found, "alpha"))
    assert 'href="../../tracks/beta/"' in made
    assert 'href="../../tracks/gamma/"' in made
    assert len(made) < 2_000
