"""Stage 6: what a text states, what differs between two, and the reasons in words."""
