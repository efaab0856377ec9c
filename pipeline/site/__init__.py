"""The web application over an archive: pages in Dutch for archivists and citizens' desks, and the same as JSON."""
