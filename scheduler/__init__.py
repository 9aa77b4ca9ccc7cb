"""Who works when and where."""
