"""PDFs as the pipeline reads them: made plain, walked, and as text with places."""
