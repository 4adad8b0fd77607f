"""Pictures of what the timeline holds: drawn from data alone, each with everything it shows in words.

The same data, day and language give the same bytes. Pixels need the extra `pictures`; the words do not.
"""

from bots.charts.chart import Chart
from bots.charts.illustrating import chart_of, illustrating
from bots.charts.prisoners import prisoners_chart
from bots.charts.sanctions import sanctions_chart
from bots.charts.strip import strip_chart

__all__ = ["Chart", "chart_of", "illustrating", "prisoners_chart", "sanctions_chart", "strip_chart"]
