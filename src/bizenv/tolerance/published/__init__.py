"""Published tolerance lists, read: tables and prose in, typed conditions out (清单导入)."""
