"""`llms.txt`: the site in one short text for language models and those who work with them.

The form is that of llmstxt.org: a title, a summary in a quotation, some words, and sections of links with a remark each.
"""

from collections.abc import Iterable, Iterator

from dealtracker.escape import markdown
from dealtracker.pages.edition import Edition
from dealtracker.pages.takeaway import Address, File, Takeaway
from dealtracker.standing import TrackStanding

PATH = "llms.txt"


def files(edition: Edition) -> Iterator[File]:
    """The one file."""
    yield PATH, "\n\n".join(_blocks(edition)) + "\n"


def _blocks(edition: Edition) -> Iterator[str]:
    """Title, summary, how to read what follows, and the sections."""
    say, plain, about = edition.say, edition.renderer.plain, edition.deal.about
    yield f"# {markdown(plain(about.name))}"
    yield f"> {markdown(plain(about.summary))}"
    yield " ".join(
        (
            say("As of {date}.", date=edition.as_of),
            say("A status is worked out from dated events with sources by a published rule; nobody types it."),
            say("“Documented”: a source of the kind that the status asks for proves it. “Reported”: none does yet."),
            say("What happened after the day until which a track was checked is not in its record."),
            say("Data: {licence}", licence=markdown(plain(about.licence))) + ".",
        )
    )
    yield from _section(edition, say("Tracks"), (_track(edition, track) for track in edition.standing.tracks.values()))
    yield from _section(edition, say("Withdrawn"), (_withdrawn(edition, track) for track in edition.standing.retracted.values()))
    yield from _section(edition, say("Method"), _method(edition))
    yield from _section(edition, say("Data"), _data(edition))
    yield from _section(edition, "Optional", _lists(edition))  # the convention gives this word its meaning


def _section(edition: Edition, title: str, entries: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    """A section, where it has entries: each a name, an address from the root of the site, and a remark."""
    root = edition.deal.about.address
    lines = [f"- [{markdown(name)}]({root}{path}): {markdown(remark)}" for name, path, remark in entries]
    if lines:
        yield f"## {title}\n\n" + "\n".join(lines)


def _track(edition: Edition, standing: TrackStanding) -> tuple[str, str, str]:
    """A track with its status, since when, whether that is documented, and until when it was checked."""
    say, track = edition.say, standing.track
    if standing.step is None or standing.evidence is None:
        remark = say("nothing yet")
    else:
        label = edition.renderer.plain(edition.words.status[standing.step.status].label)
        day = standing.step.since
        since = say("since about {date}", date=day) if standing.step.because.about else say("since {date}", date=day)
        proof = say("documented") if standing.evidence.is_documented else say("reported")
        remark = f"{label}, {since}, {proof}"
    if track.checked.last <= edition.as_of:
        remark += ". " + say("Checked until {date}", date=track.checked)
    return edition.renderer.plain(track.title), f"tracks/{track.id}/", remark


def _withdrawn(edition: Edition, standing: TrackStanding) -> tuple[str, str, str]:
    track, why = standing.track, standing.track.retracted
    return edition.renderer.plain(track.title), f"tracks/{track.id}/", edition.renderer.plain(why.why) if why else ""


def _method(edition: Edition) -> Iterator[tuple[str, str, str]]:
    say = edition.say
    yield say("Method"), "method/", say("each status, kind of event and rule with its definition, and what is not tracked")
    yield say("Sources"), "sources/", say("every source, how it was read, and what rests on it")


def _data(edition: Edition) -> Iterator[tuple[str, str, str]]:
    """The page about the data, and each form in which they can be taken away whole."""
    yield edition.say("Data"), "data/", edition.say("every form of the data, the licence, and how to cite")
    for takeaway in edition.takeaways:
        if takeaway.is_data:
            yield from ((address.path, address.path, address.what) for address in takeaway.addresses if not address.is_of_a_track)


def _lists(edition: Edition) -> Iterator[tuple[str, str, str]]:
    say = edition.say
    yield say("Changes"), "changes/", say("every change of status, newest first")
    yield say("Timeline"), "timeline/", say("every event, newest first")
    yield say("Where they differ"), "differ/", say("what the governments read differently, in the words of each")
    yield say("What waits on what"), "waits/", say("what waits for what, and what is used as leverage")
    yield say("Coming up"), "coming-up/", say("what is expected, by when, and what passed unanswered")


TAKEAWAY = Takeaway(
    id="llms",
    title="For language models",
    for_whom="A short text for assistants and for those who build with language models: every track with its status, since "
    "when, and whether that is documented or only reported, with links to all else.",
    version="1",
    standard=("llms.txt", "https://llmstxt.org/"),
    addresses=(Address(PATH, "text/markdown", "the whole deal in one short text, a line for each track"),),
    files=files,
    is_data=False,
)
