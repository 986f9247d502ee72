"""Inspections of enterprises: quiet periods, exemptions, duties (涉企检查)."""
