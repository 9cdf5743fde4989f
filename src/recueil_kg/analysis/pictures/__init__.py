"""Pictures of the graph as SVG, PNG and pages: timelines, heat maps, changes, flows, coverage, networks."""

from recueil_kg.analysis.pictures.catalogue import PICTURES, Kind, network_map, plot
from recueil_kg.analysis.pictures.picture import Picture

__all__ = ["PICTURES", "Kind", "Picture", "network_map", "plot"]
