"""The nearest lawful schedule: which visits move, to which day, and how near that is."""
