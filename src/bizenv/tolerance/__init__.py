"""Tolerance lists: may a violation go unpunished, and why (包容免罚清单)."""
