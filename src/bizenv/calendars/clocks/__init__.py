"""Working time: office hours, pauses, and when so many hours are over (计时)."""
