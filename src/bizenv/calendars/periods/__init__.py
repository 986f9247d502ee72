"""Statutory periods: how each law counts, when they end, and the trace of it (期限)."""
