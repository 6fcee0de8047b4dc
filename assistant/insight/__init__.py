"""What shoppers ask for and do not find, counted on this machine without words that identify.

Nothing of it leaves the machine, nothing says who or when closer than the day, and a day is
forgotten after `DAYS` days.
"""

from assistant.insight.counting import Insight, Seen
from assistant.insight.report import Report, write_report
from assistant.insight.store import DAYS, Tallies

__all__ = ["DAYS", "Insight", "Report", "Seen", "Tallies", "write_report"]
