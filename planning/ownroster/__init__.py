"""An office's own roster, as it keeps it: a table of officers and days, or a list; read as far as it says."""
