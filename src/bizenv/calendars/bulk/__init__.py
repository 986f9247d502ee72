"""Whole columns at once: the same answers by look-up, for every kind of column."""
