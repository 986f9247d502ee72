"""The words that every topic shares: truth, text, law, place, verdict, errors."""
