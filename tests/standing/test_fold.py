"""The fold: the table of all transitions, the published rule sentence by sentence, and what holds for any history."""

from copy import deepcopy
from datetime import date
from functools import reduce
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import EXAMPLE, ROOT, WORDS, day, days, event, histories, sequence, vocabulary, written

from dealtracker.model import Action, Event, Vocabulary
from dealtracker.standing.fold import Axis, Step, after, counts_from, fold, in_order, known_by, status_on

PUBLISHED = vocabulary(ROOT / "data" / "vocabulary.yml")
LATER = day("2030-01-01")

State = tuple[str | None, str | None]
"""A status, and where the track stood before it was stopped."""

STATES: dict[str, State] = {
    "-": (None, None),
    "talks": ("talks", None),
    "ann": ("announced", None),
    "paper": ("on-paper", None),
    "enact": ("enacting", None),
    "force": ("in-force", None),
    "deliv": ("delivered", None),
    "|talks": ("paused", "talks"),
    "|ann": ("paused", "announced"),
    "|paper": ("paused", "on-paper"),
    "|enact": ("paused", "enacting"),
    "|force": ("paused", "in-force"),
    "|deliv": ("paused", "delivered"),
    "rev": ("reversed", None),
    "struck": ("struck-down", None),
    "lapsed": ("lapsed", None),
}

# Read: a track that stands where the column says, and then an event of the kind of the row, stands where the cell says.
# `-` is a track without events, `|ann` one that was announced and is stuck, a dot says that nothing changes.
GRID = """
                -      talks  ann    paper  enact  force  deliv  |talks |ann   |paper |enact |force |deliv rev    struck lapsed
talks           talks  .      .      .      .      .      .      .      .      .      .      .      .      .      .      .
statement       talks  .      .      .      .      .      .      .      .      .      .      .      .      .      .      .
report          talks  .      .      .      .      .      .      .      .      .      .      .      .      .      .      .
proposal        talks  .      .      .      .      .      .      .      .      .      .      .      .      .      .      .
threat          talks  .      .      .      .      .      .      .      .      .      .      .      .      .      .      .
announced       ann    ann    .      .      .      .      .      ann    ann    .      .      .      .      ann    ann    ann
text-published  paper  paper  paper  .      .      .      .      paper  paper  paper  .      .      .      paper  paper  paper
signed          paper  paper  paper  .      .      .      .      paper  paper  paper  .      .      .      paper  paper  paper
bill-submitted  enact  enact  enact  enact  .      .      .      enact  enact  enact  enact  .      .      enact  enact  enact
enacted         enact  enact  enact  enact  .      .      .      enact  enact  enact  enact  .      .      enact  enact  enact
in-force        force  force  force  force  force  .      .      force  force  force  force  force  .      force  force  force
delivered       deliv  deliv  deliv  deliv  deliv  deliv  .      deliv  deliv  deliv  deliv  deliv  deliv  deliv  deliv  deliv
deadlock        |talks |talks |ann   |paper |enact |force |deliv .      .      .      .      .      .      .      .      .
resumed         talks  .      .      .      .      .      .      talks  ann    paper  enact  force  deliv  .      .      .
reversed        rev    rev    rev    rev    rev    rev    rev    rev    rev    rev    rev    rev    rev    .      rev    rev
struck-down     struck struck struck struck struck struck struck struck struck struck struck struck struck struck .      struck
lapsed          lapsed lapsed lapsed lapsed lapsed lapsed lapsed lapsed lapsed lapsed lapsed lapsed lapsed lapsed lapsed .
"""

# A usual way to each state.
WAYS = {
    "-": "",
    "talks": "statement",
    "ann": "talks announced",
    "paper": "announced text-published",
    "enact": "announced signed bill-submitted",
    "force": "announced signed enacted in-force",
    "deliv": "announced in-force delivered",
    "|talks": "proposal deadlock",
    "|ann": "announced deadlock",
    "|paper": "announced signed deadlock",
    "|enact": "signed enacted deadlock",
    "|force": "signed in-force deadlock",
    "|deliv": "delivered deadlock",
    "rev": "announced in-force reversed",
    "struck": "enacted in-force struck-down",
    "lapsed": "in-force deadlock lapsed",
}


def _table() -> dict[tuple[State, str], State]:
    heading, *rows = GRID.strip("\n").splitlines()
    columns = heading.split()
    table: dict[tuple[State, str], State] = {}
    for kind, *cells in map(str.split, rows):
        for column, cell in zip(columns, cells, strict=True):
            table[STATES[column], kind] = STATES[column if cell == "." else cell]
    return table


TABLE = _table()


def _every_state(words: Vocabulary) -> set[State]:
    pausing = {kind.effect.status for kind in words.kinds if kind.effect.action is Action.PAUSE}
    states: set[State] = {(None, None)}
    for status in words.statuses:
        states |= {(status.id, held.id) for held in words.ladder} if status.id in pausing else {(status.id, None)}
    return states


def _after(kind: str, state: State, words: Vocabulary = PUBLISHED) -> State:
    return after(kind, *state, words, {status.id: status.rung or 0 for status in words.ladder})


def _steps(*events: Event, words: Vocabulary = WORDS) -> list[Step]:
    return list(fold(in_order(events, Axis.KNOWN, LATER), words))


def _path(*kinds: str) -> list[str]:
    """The statuses that a track passes through."""
    return [step.status for step in _steps(*sequence(*kinds))]


def _known(events: list[Event], on: str, as_of: str = "2030-01-01") -> str | None:
    step = status_on(events, WORDS, day(on), axis=Axis.KNOWN, as_of=day(as_of))
    return step.status if step else None


def _applied(events: list[Event], on: str, as_of: str = "2030-01-01") -> str | None:
    step = status_on(events, WORDS, day(on), axis=Axis.APPLIED, as_of=day(as_of))
    return step.status if step else None


# The table


def test_the_table_says_what_each_kind_does_in_each_state() -> None:
    assert set(TABLE) == set(product(_every_state(PUBLISHED), PUBLISHED.kind))


@pytest.mark.parametrize(("state", "kind"), TABLE, ids=lambda part: part if isinstance(part, str) else ",".join(map(str, part)))
def test_an_event_leads_where_the_table_says(state: State, kind: str) -> None:
    assert _after(kind, state) == TABLE[state, kind]


@pytest.mark.parametrize("name", STATES)
def test_each_state_is_reached_by_events_and_left_as_the_table_says(name: str) -> None:
    way, state = WAYS[name].split(), STATES[name]
    start: State = (None, None)
    assert reduce(lambda stood, kind: _after(kind, stood), way, start) == state
    for kind in PUBLISHED.kind:
        steps = _steps(*sequence(*way, kind), words=PUBLISHED)
        assert steps[-1].status == TABLE[state, kind][0], kind


# Rule 1


def test_nothing_stands_anywhere_before_the_first_event() -> None:
    assert _steps() == []


@pytest.mark.parametrize("kind", ["talks", "statement", "report", "proposal", "threat", "resumed"])
def test_the_first_event_opens_a_track_at_the_foot_of_the_ladder(kind: str) -> None:
    (step,) = _steps(event(kind))
    assert (step.was, step.status) == (None, "talks")


def test_a_first_event_that_climbs_leads_straight_to_its_rung() -> None:
    (step,) = _steps(event("signed"))
    assert (step.was, step.status) == (None, "on-paper")


# Rule 2


def test_an_event_that_climbs_leads_to_its_rung_from_any_lower_one() -> None:
    assert _path("talks", "announced", "in-force") == ["talks", "announced", "in-force"]


def test_an_event_that_climbs_never_lowers_a_track() -> None:
    assert _path("in-force", "announced", "signed", "enacted", "in-force") == ["in-force"]


def test_a_step_says_from_where_to_where_since_when_and_why() -> None:
    first, second = sequence("announced", "signed")
    assert _steps(first, second)[1] == Step("announced", "on-paper", second.date, second, second)


# Rule 3


def test_a_deadlock_stops_a_track_and_resumed_talks_lead_it_back() -> None:
    assert _path("signed", "deadlock", "resumed") == ["on-paper", "paused", "on-paper"]


def test_a_track_that_is_stopped_twice_goes_back_to_where_it_stood_at_first() -> None:
    assert _path("signed", "deadlock", "deadlock", "resumed") == ["on-paper", "paused", "on-paper"]


@pytest.mark.parametrize(("kind", "status"), [("signed", "on-paper"), ("in-force", "in-force")])
def test_a_stopped_track_goes_on_when_an_event_climbs_at_least_as_high(kind: str, status: str) -> None:
    assert _path("text-published", "deadlock", kind) == ["on-paper", "paused", status]


def test_a_stopped_track_stays_stopped_when_an_event_climbs_less_high() -> None:
    assert _path("signed", "deadlock", "announced") == ["on-paper", "paused"]


def test_talks_resume_only_where_a_track_was_stopped() -> None:
    assert _path("announced", "resumed") == ["announced"]


def test_talks_resume_only_once() -> None:
    assert _path("announced", "deadlock", "signed", "resumed") == ["announced", "paused", "on-paper"]


# Rule 4


@pytest.mark.parametrize("kind", ["reversed", "struck-down", "lapsed"])
def test_an_event_that_leaves_takes_a_track_off_the_ladder_from_any_rung(kind: str) -> None:
    assert _path("delivered", kind) == ["delivered", kind]


def test_off_the_ladder_one_status_can_follow_the_other() -> None:
    assert _path("in-force", "struck-down", "lapsed") == ["in-force", "struck-down", "lapsed"]


def test_only_a_climb_leads_back_to_the_ladder_and_only_to_its_own_rung() -> None:
    assert _path("in-force", "struck-down", "talks", "statement", "announced") == ["in-force", "struck-down", "announced"]


def test_off_the_ladder_nothing_can_be_paused_or_resumed() -> None:
    assert _path("in-force", "lapsed", "deadlock", "resumed") == ["in-force", "lapsed"]


def test_a_stopped_track_that_leaves_the_ladder_forgets_where_it_stood() -> None:
    assert _path("signed", "deadlock", "reversed", "resumed", "announced") == ["on-paper", "paused", "reversed", "announced"]


# From when an event counts


@pytest.mark.parametrize(
    ("date", "effective", "known", "applied"),
    [
        ("2026-03-01", None, "2026-03-01", "2026-03-01"),
        ("2026-03-01", "2026-07-01", "2026-07-01", "2026-07-01"),
        ("2026-03-01", "2026-02-01", "2026-03-01", "2026-02-01"),
        ("2026-03-01", "2026-03", "2026-03", "2026-03"),
        ("2026-03", "2026-03-10", "2026-03", "2026-03-10"),
        ("2026", "2026-12-31", "2026", "2026-12-31"),
    ],
)
def test_an_event_counts_from_the_day_on_which_it_was_both_known_and_in_effect(
    date: str, effective: str | None, known: str, applied: str
) -> None:
    found = event("in-force", date, effective=effective)
    assert str(counts_from(found, Axis.KNOWN)) == known
    assert str(counts_from(found, Axis.APPLIED)) == applied


@pytest.mark.parametrize(
    ("written", "before", "on"), [("2024-02", "2024-02-28", "2024-02-29"), ("2026", "2026-12-30", "2026-12-31")]
)
def test_a_month_and_a_year_count_from_their_last_day(written: str, before: str, on: str) -> None:
    events = [event("announced", written)]
    assert (_known(events, before), _known(events, on)) == (None, "announced")
    assert (_applied(events, before), _applied(events, on)) == (None, "announced")


def test_an_event_is_known_from_its_date_though_it_is_not_in_effect_yet() -> None:
    law = event("enacted", "2026-03-12", effective="2026-06-12")
    assert known_by([law], day("2026-03-11")) == []
    assert known_by([law], day("2026-03-12")) == [law]
    assert in_order([law], Axis.KNOWN, day("2026-06-11")) == []
    assert in_order([law], Axis.KNOWN, day("2026-06-12")) == [law]


def test_an_event_counts_on_neither_axis_before_it_happened() -> None:
    notice = event("in-force", "2026-12-04", effective="2026-11-01")
    assert in_order([notice], Axis.APPLIED, day("2026-12-03")) == []
    assert in_order([notice], Axis.APPLIED, day("2026-12-04")) == [notice]


def test_a_withdrawn_event_counts_until_the_day_of_its_withdrawal() -> None:
    gone = {"date": "2026-03", "why": "It was a rumour."}
    rumour, talks = event("signed", "2026-02-01", retracted=gone), event("talks", "2026-01-01")
    assert known_by([talks, rumour], day("2026-03-30")) == [talks, rumour]
    assert known_by([talks, rumour], day("2026-03-31")) == [talks]
    for axis in Axis:
        steps = [list(fold(in_order([talks, rumour], axis, day(on)), WORDS, axis)) for on in ("2026-03-30", "2026-03-31")]
        assert [found[-1].status for found in steps] == ["on-paper", "talks"]


def test_on_one_day_the_order_of_the_record_decides() -> None:
    granted, taken = event("in-force"), event("reversed")
    assert [step.status for step in _steps(granted, taken)] == ["in-force", "reversed"]
    assert [step.status for step in _steps(taken, granted)] == ["reversed", "in-force"]


def test_a_month_stands_with_its_last_day_and_there_too_the_order_of_the_record_decides() -> None:
    month, last, middle = event("announced", "2026-06"), event("reversed", "2026-06-30"), event("talks", "2026-06-15")
    assert in_order([month, last, middle], Axis.KNOWN, LATER) == [middle, month, last]
    assert in_order([last, month, middle], Axis.KNOWN, LATER) == [middle, last, month]


def test_events_count_in_the_order_in_which_they_take_effect() -> None:
    events = [event("in-force", "2026-01-01", effective="2026-03-01"), event("signed", "2026-02-01")]
    assert [(step.status, str(step.on)) for step in _steps(*events)] == [("on-paper", "2026-02-01"), ("in-force", "2026-03-01")]


# The two axes

BACKDATED = [event("signed", "2026-06-20"), event("in-force", "2026-09-15", effective="2026-09-01")]


def test_what_was_known_changes_when_a_notice_is_published() -> None:
    assert [_known(BACKDATED, on) for on in ("2026-06-19", "2026-09-14", "2026-09-15")] == [None, "on-paper", "in-force"]


def test_what_applied_changes_on_the_day_to_which_a_notice_is_counted_back() -> None:
    assert [_applied(BACKDATED, on) for on in ("2026-06-19", "2026-08-31", "2026-09-01")] == [None, "on-paper", "in-force"]


def test_before_a_notice_is_published_nobody_knows_that_it_will_be_counted_back() -> None:
    assert _applied(BACKDATED, "2026-09-10", as_of="2026-09-14") == "on-paper"
    assert _applied(BACKDATED, "2026-09-10", as_of="2026-09-15") == "in-force"


def test_an_event_that_takes_effect_later_counts_on_both_axes_from_then() -> None:
    events = [event("signed", "2026-03-01"), event("in-force", "2026-03-12", effective="2026-06-12")]
    assert (_known(events, "2026-06-11"), _applied(events, "2026-06-11")) == ("on-paper", "on-paper")
    assert (_known(events, "2026-06-12"), _applied(events, "2026-06-12")) == ("in-force", "in-force")


def test_seen_from_an_earlier_day_a_later_event_has_not_happened() -> None:
    events = [event("announced", "2026-01-01"), event("signed", "2026-02-01")]
    assert _known(events, "2026-03-01", as_of="2026-01-31") == "announced"
    assert _applied(events, "2026-03-01", as_of="2026-01-31") == "announced"


def test_a_step_counts_from_a_day_and_says_since_when_it_applies() -> None:
    known, applied = (status_on(BACKDATED, WORDS, LATER, axis=axis, as_of=LATER) for axis in (Axis.KNOWN, Axis.APPLIED))
    assert known is not None
    assert applied is not None
    assert (str(known.on), str(known.since)) == ("2026-09-15", "2026-09-01")
    assert (str(applied.on), str(applied.since)) == ("2026-09-01", "2026-09-01")


def test_without_a_day_of_effect_a_status_applies_since_the_date_of_its_event() -> None:
    assert str(_steps(event("signed", "2026-06"))[0].since) == "2026-06"


# What a status rests on


def test_resumed_talks_rest_on_the_event_that_led_where_they_resumed() -> None:
    _, signed, _, resumed = events = sequence("announced", "signed", "deadlock", "resumed")
    step = _steps(*events)[-1]
    assert (step.because, step.rests_on) == (resumed, signed)


def test_talks_that_were_stuck_from_the_first_event_on_rest_on_that_event_when_they_resume() -> None:
    deadlock, resumed = events = sequence("deadlock", "resumed")
    step = _steps(*events)[-1]
    assert (step.status, step.because, step.rests_on) == ("talks", resumed, deadlock)


def test_after_a_reversal_resumed_talks_rest_on_the_new_event_and_not_on_the_one_taken_back() -> None:
    *_, again, _, _ = events = sequence("signed", "reversed", "signed", "deadlock", "resumed")
    assert _steps(*events)[-1].rests_on == again


def test_every_other_step_rests_on_the_event_that_made_it() -> None:
    steps = _steps(*sequence("announced", "deadlock", "announced", "lapsed", "signed"))
    assert len(steps) == 5
    assert all(step.rests_on is step.because for step in steps)


# New words

AUDITED = {
    "id": "audited",
    "label": "Audited",
    "definition": "Somebody counted it.",
    "rung": 6,
    "next": "Nothing.",
    "clock": True,
    "shape": "A",
    "colour": "#000000",
}
SHELVED = {"id": "shelved", "label": "Shelved", "definition": "Put away.", "next": "Somebody.", "shape": "S", "colour": "#000000"}
NEW_WORDS = vocabulary(
    statuses=[AUDITED, SHELVED],
    kinds=[
        {"id": "audited", "label": "Audited", "definition": "It was counted.", "effect": {"up-to": "audited"}},
        {"id": "shelving", "label": "Shelved", "definition": "It was put away.", "effect": {"pause": "shelved"}},
        {"id": "rumour", "label": "Rumour", "definition": "It was said.", "effect": "none"},
    ],
)


def test_a_new_status_and_a_new_kind_work_from_the_vocabulary_alone() -> None:
    events = sequence("rumour", "signed", "shelving", "announced", "resumed", "audited", "delivered", "reversed", "audited")
    assert [step.status for step in _steps(*events, words=NEW_WORDS)] == [
        "talks",
        "on-paper",
        "shelved",
        "on-paper",
        "audited",
        "reversed",
        "audited",
    ]


def test_a_rung_that_is_put_in_between_is_climbed_in_its_place() -> None:
    lists = written(EXAMPLE / "vocabulary.yml")
    further_apart = [status | {"rung": status["rung"] * 10} if "rung" in status else status for status in lists["statuses"]]
    kind = {"id": "audited", "label": "Audited", "definition": "It was counted.", "effect": {"up-to": AUDITED["id"]}}
    changed = {"statuses": [*further_apart, AUDITED | {"rung": 15}], "kinds": [*lists["kinds"], kind]}
    words = Vocabulary.of(lists | changed)
    steps = _steps(*sequence("announced", "audited", "announced", "signed"), words=words)
    assert [step.status for step in steps] == ["announced", "audited", "on-paper"]


def test_a_kind_that_climbs_to_the_foot_leads_back_to_the_ladder() -> None:
    reopened = {"id": "reopened", "label": "Reopened", "definition": "They begin anew.", "effect": {"up-to": "talks"}}
    steps = _steps(*sequence("in-force", "lapsed", "reopened"), words=vocabulary(kinds=[reopened]))
    assert [step.status for step in steps] == ["in-force", "lapsed", "talks"]


# What holds for any history


@given(st.lists(st.sampled_from([kind.id for kind in WORDS.kinds])))
def test_any_sequence_of_kinds_leads_somewhere_in_the_vocabulary(kinds: list[str]) -> None:
    steps = _steps(*sequence(*kinds))
    assert bool(steps) == bool(kinds)
    assert all(step.status in WORDS.status and step.status != step.was for step in steps)


@given(histories)
def test_each_step_begins_where_the_one_before_ended_and_not_earlier(events: list[Event]) -> None:
    steps = _steps(*events)
    assert all(one.status == two.was and one.on.last <= two.on.last for one, two in pairwise(steps))


@given(histories)
def test_a_kind_that_climbs_never_lowers_a_status(events: list[Event]) -> None:
    stood: list[int] = []
    for step in _steps(*events):
        rung = WORDS.status[step.status].rung
        action = WORDS.kind[step.because.kind].effect.action
        if action is Action.CLIMB:
            assert rung is not None
            assert rung >= max(stood, default=0)
        stood = [] if action is Action.LEAVE else [*stood, rung or 0]


@given(histories, days)
def test_the_fold_of_a_beginning_is_the_view_of_that_day(events: list[Event], as_of: date) -> None:
    then = list(fold(in_order(events, Axis.KNOWN, as_of), WORDS))
    assert then == [step for step in _steps(*events) if step.on.last <= as_of]


@given(histories, days)
def test_the_status_on_a_day_is_the_last_step_up_to_it(events: list[Event], on: date) -> None:
    for axis in Axis:
        steps = list(fold(in_order(events, axis, LATER), WORDS, axis))
        assert status_on(events, WORDS, on, axis=axis, as_of=LATER) == next((s for s in reversed(steps) if s.on.last <= on), None)


@given(histories, days)
def test_an_event_after_the_date_changes_nothing(events: list[Event], as_of: date) -> None:
    past = [event for event in events if event.date.last <= as_of]
    for axis in Axis:
        assert in_order(events, axis, as_of) == in_order(past, axis, as_of)
        assert status_on(events, WORDS, as_of, axis=axis, as_of=as_of) == status_on(past, WORDS, as_of, axis=axis, as_of=as_of)


@given(histories)
def test_the_same_events_always_lead_to_the_same_steps(events: list[Event]) -> None:
    assert _steps(*events) == _steps(*(deepcopy(event) for event in events))


@given(histories)
def test_without_days_of_effect_both_axes_agree(events: list[Event]) -> None:
    plain = [event.but({"effective": None}) for event in events]
    assert list(fold(in_order(plain, Axis.KNOWN, LATER), WORDS)) == list(
        fold(in_order(plain, Axis.APPLIED, LATER), WORDS, Axis.APPLIED)
    )
