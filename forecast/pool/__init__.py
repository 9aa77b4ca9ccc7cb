"""The pool: past forecasts of every model, what they weigh, and how far off their mean may be."""
