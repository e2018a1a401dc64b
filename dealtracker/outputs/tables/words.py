"""What columns of ids can hold, with the words for it, and the words for how well a status is proved."""

from collections.abc import Iterable

from dealtracker.model import Deal, Text
from dealtracker.outputs.tables.shape import Words
from dealtracker.standing import Evidence


def parties(deal: Deal) -> Words:
    """The parties."""
    return {id: party.name for id, party in deal.about.party.items()}


def domains(deal: Deal) -> Words:
    """The fields that tracks belong to."""
    return {domain.id: domain.label for domain in deal.vocabulary.domains}


def kinds(deal: Deal) -> Words:
    """The kinds of event."""
    return {kind.id: kind.label for kind in deal.vocabulary.kinds}


def source_kinds(deal: Deal) -> Words:
    """The kinds of source."""
    return {kind.id: kind.label for kind in deal.vocabulary.source_kinds}


def reads(deal: Deal) -> Words:
    """The ways in which a source was read."""
    return {read.id: read.label for read in deal.vocabulary.reads}


def proofs(_deal: Deal) -> Words:
    """How well a status is proved."""
    return {"documented": Text("Documented"), "reported": Text("Reported")}


def proof(evidence: Evidence | None) -> str | None:
    """How well a status with this evidence is proved; None without a status."""
    if evidence is None:
        return None
    return "documented" if evidence.is_documented else "reported"


def ids(names: Iterable[str]) -> str | None:
    """Ids for one cell."""
    return " ".join(names) or None
