"""What would change an outlook, in words, tables and pictures: what-ifs, tipping points, influence."""
