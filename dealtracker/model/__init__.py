"""The records as frozen models, and the vocabulary that they are written in.

This room knows what a track, an event and a source are made of. It does not know files, and it does not know today.
Every field says in its description what it is for; the page on the record format is made from those.
"""

from dealtracker.model.day import Day
from dealtracker.model.deal import About, Deal, Landmark, Party
from dealtracker.model.records import Basis, Event, Link, Peer, Point, Quote, Reading, Record, Source, Track
from dealtracker.model.text import Text
from dealtracker.model.vocabulary import Action, Kind, Status, Vocabulary

__all__ = [
    "About",
    "Action",
    "Basis",
    "Day",
    "Deal",
    "Event",
    "Kind",
    "Landmark",
    "Link",
    "Party",
    "Peer",
    "Point",
    "Quote",
    "Reading",
    "Record",
    "Source",
    "Status",
    "Text",
    "Track",
    "Vocabulary",
]
