"""Word files: their own XML taken apart and built anew, and LibreOffice that lays it out."""
