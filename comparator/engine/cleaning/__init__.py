"""Stage 1: paragraphs, and what tells the report from its furniture."""
