"""Stage 4: dates, leaders, and what is said of a call."""
