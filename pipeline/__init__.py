"""woo-pipeline: from a case folder to redacted PDFs and structured JSON under the Wet open overheid."""

__version__ = "0.6.0"

import os

# A worker has one core; numpy's matrix products would start a thread for each core of the machine in every worker.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
