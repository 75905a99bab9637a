"""How does a table that somebody else wrote become samples? CSV, TSV, text, cells of a spreadsheet."""
