"""What redaction leaves behind, loses and costs, on PDFs of real makers and on one file for each construct."""
