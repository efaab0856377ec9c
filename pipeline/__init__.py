"""woo-pipeline: from a case folder to redacted PDFs and structured JSON under the Wet open overheid."""

__version__ = "0.2.0"
