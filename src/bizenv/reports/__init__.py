"""Findings as text, JSON Lines, CSV, XLSX, SARIF and CI annotations (报告)."""
