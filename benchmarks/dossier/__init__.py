"""An invented case of thousands of documents, and what a run over it takes in time and memory."""
