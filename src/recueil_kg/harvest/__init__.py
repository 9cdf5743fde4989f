"""Fetch the published sheets, politely, and know what has changed since the last time."""

from __future__ import annotations

from recueil_kg.harvest.changes import Change, Report
from recueil_kg.harvest.configuration import HarvestConfiguration, read_configuration
from recueil_kg.harvest.run import default_harvest_folder, harvest, look_ahead

__all__ = [
    "Change",
    "HarvestConfiguration",
    "Report",
    "default_harvest_folder",
    "harvest",
    "look_ahead",
    "read_configuration",
]
