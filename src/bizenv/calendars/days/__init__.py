"""Sets of days: what each covers, their algebra, the tables that answer at once (日期集合)."""
