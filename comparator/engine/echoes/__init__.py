"""Stage 7: repeated passages, and passages that seem to belong to another call."""
