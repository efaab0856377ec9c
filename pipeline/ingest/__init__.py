"""From files to documents: `discover` finds the files of a case, `unfold` those in a zip or a mailbox, `read` makes
documents of each.
"""

from pipeline.ingest.discover import discover
from pipeline.ingest.obstacles import about_pictures
from pipeline.ingest.reader import read, unfold

__all__ = ["about_pictures", "discover", "read", "unfold"]
