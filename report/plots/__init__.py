"""Pictures: the only place that knows matplotlib."""

from report.plots.canvas import Picture, picture
from report.plots.waits import waits_picture
from report.plots.week import coverage_picture, forecast_picture, outlook_png, recent_days

__all__ = ["Picture", "coverage_picture", "forecast_picture", "outlook_png", "picture", "recent_days", "waits_picture"]
