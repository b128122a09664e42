"""The outlook in the brief: its bottom line, endings by date, what drives it, what it rests on."""
