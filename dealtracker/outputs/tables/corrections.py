"""The table of what was put right: corrections, and what was withdrawn."""

from dealtracker.model import Text
from dealtracker.outputs.tables.shape import Column, Kind, Table, days, texts
from dealtracker.pages.corrections import PATH, Amendment, amendments, kind

OF = {"track": Text("Track"), "deal": Text("Comparable deal"), "basis": Text("Legal basis")}
"""The kinds of record in which something can be put right."""


CORRECTIONS: Table[Amendment] = Table(
    name="corrections",
    title="Corrections and withdrawals",
    what="What stood on the site and was wrong, oldest first: corrected, or withdrawn as an event or as a whole record.",
    key=("id",),
    items=amendments,
    columns=(
        Column("id", Kind.ID, "The name of the entry.", lambda row: row.name, is_required=True),
        *days("date", "When it was put right.", lambda row: row.day, is_required=True),
        Column("of", Kind.ID, "The kind of record.", lambda row: kind(row.record), is_required=True, words=lambda _: OF),
        Column("record", Kind.ID, "The id of the record.", lambda row: row.record.id, is_required=True),
        Column("event", Kind.ID, "The id of the withdrawn event in it.", lambda row: row.event.id if row.event else None),
        *texts(
            "title", "What the record, or the event, is called.", lambda row: (row.event or row.record).title, is_required=True
        ),
        *texts("was", "What it said.", lambda row: row.correction.was if row.correction else None),
        *texts("now", "What it says now.", lambda row: row.correction.now if row.correction else None),
        *texts(
            "why",
            "The reason for which it was withdrawn; empty for a correction.",
            lambda row: row.withdrawal.why if row.withdrawal else None,
        ),
        Column("page", Kind.PAGE, "Where the site tells it.", lambda row: f"{PATH}#{row.name}", is_required=True),
    ),
)
