"""Scripts that count, fit and measure what the lexicon's data files hold; for developers, never imported by the engine."""
