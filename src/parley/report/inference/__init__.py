"""What the record says of the model, in words, tables and pictures: weighing, scores, calibration."""
