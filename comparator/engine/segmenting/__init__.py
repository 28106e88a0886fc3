"""Stage 2: stops, quotation marks, datelines and lists."""
