"""Baselines: what the office would get from the same people and hours without planning."""

from planning.baselines.all_counters import all_open, everyone_seated
from planning.baselines.beside import baselines
from planning.baselines.erlang import erlang_cover
from planning.baselines.past import past_roster

__all__ = ["all_open", "baselines", "erlang_cover", "everyone_seated", "past_roster"]
