"""Everything that reads the database for a page: each function runs a fixed number of queries and returns frozen records."""
