"""Rules that no single visit shows: how often, how many at once, on what papers."""
