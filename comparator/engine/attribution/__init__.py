"""Stage 3: cues, sources, quotations, and what was named before."""
