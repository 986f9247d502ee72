"""Files and frames in and out: cells, headers, encodings, sheets (表格)."""
