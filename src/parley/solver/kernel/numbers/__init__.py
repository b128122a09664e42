"""What compiled code computes with: structs of arrays behind one pointer, and eight numbers side by side."""
