"""Import and export: one format, one file."""
