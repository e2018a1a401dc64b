"""All tables, in the order in which people look for them."""

from dealtracker.outputs.tables.corrections import CORRECTIONS
from dealtracker.outputs.tables.events import CHANGES, EVENT_POINTS, EVENT_SOURCES, EVENTS
from dealtracker.outputs.tables.points import POINT_SOURCES, POINTS
from dealtracker.outputs.tables.readings import READING_SOURCES, READINGS
from dealtracker.outputs.tables.shape import AnyTable
from dealtracker.outputs.tables.sources import SOURCES, STATUSES
from dealtracker.outputs.tables.tracks import CLOCKS, TRACKS, WITHDRAWN

TABLES: tuple[AnyTable, ...] = (
    TRACKS,
    CHANGES,
    EVENTS,
    POINTS,
    READINGS,
    SOURCES,
    CLOCKS,
    EVENT_POINTS,
    EVENT_SOURCES,
    POINT_SOURCES,
    READING_SOURCES,
    STATUSES,
    WITHDRAWN,
    CORRECTIONS,
)
