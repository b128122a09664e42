"""What the record says: weighed against a solution, scored against what came, and used to calibrate draws."""
