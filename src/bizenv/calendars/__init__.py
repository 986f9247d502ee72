"""Days and time: sets of days, and the working-day calendar."""
