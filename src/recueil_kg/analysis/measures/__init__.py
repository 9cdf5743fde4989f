"""Measures of networks: what each means, and taking one."""

from recueil_kg.analysis.measures.catalogue import MEASURES, Measure, Measured, measure, measure_named
from recueil_kg.analysis.measures.results import Result

__all__ = ["MEASURES", "Measure", "Measured", "Result", "measure", "measure_named"]
