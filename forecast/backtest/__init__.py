"""Backtest: the past forecast again from origins that know only what was known then."""
