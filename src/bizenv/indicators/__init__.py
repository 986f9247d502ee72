"""指标评价: index trees, scoring, ranks, tiers, movement."""
