"""Which days are worked: the notices, the calendar they make, how sure it is (工作日历)."""
