"""Reads rule files into one rulebook, checks them, runs their cases (规则库)."""
