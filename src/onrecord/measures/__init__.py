"""Numbers computed as of a day: one SQL file a measure, with its definition and what it cannot tell.

A view of the record comes in; a measurement goes out: estimates with their uncertainty, the rows behind them, what was
left out and what is missing. `ask` is the one way in; the list of all measures is in `registry.py`.
"""

from onrecord.measures.ask import QUESTIONS, ask
from onrecord.measures.measurement import Estimate, Measurement

__all__ = ["QUESTIONS", "Estimate", "Measurement", "ask"]
