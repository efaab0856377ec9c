"""From files to documents: `discover` finds the files of a case, `read` makes documents of each."""

from pipeline.ingest.discover import discover
from pipeline.ingest.obstacles import about_pictures
from pipeline.ingest.reader import read

__all__ = ["about_pictures", "discover", "read"]
