"""What the assumptions do, in words, tables and pictures: what-ifs, tipping points, influence, studies."""
