"""Coordinates of the drawings, one module for each. Records in, positions out: pure, tested, without a query and without markup."""
