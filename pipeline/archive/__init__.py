"""An archive of what was published: indexed from publish/, asked by words and filters, in SQLite or PostgreSQL."""
