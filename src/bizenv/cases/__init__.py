"""Requests of enterprises: cases, their events, and how they stand (企业诉求)."""
