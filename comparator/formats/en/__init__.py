"""English: the day first."""
