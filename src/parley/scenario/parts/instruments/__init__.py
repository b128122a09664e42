"""What parties can do short of a settlement: levers, conditions, accords, bargains, payments."""
