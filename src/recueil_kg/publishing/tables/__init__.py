"""The graph as tables: CSV, Parquet, SQLite, and what describes them to other tools."""
