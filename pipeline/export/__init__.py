"""What goes out beside the PDF: the JSON of a document with its schema, and the inventory of a case."""
