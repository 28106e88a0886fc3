"""Readout Comparator: compare what two governments say of one conversation."""
