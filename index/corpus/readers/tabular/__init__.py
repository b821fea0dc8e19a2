"""Tables: CSV, spreadsheets, Parquet and Arrow, SQLite; a row an article."""
