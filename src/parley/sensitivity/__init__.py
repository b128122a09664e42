"""What the assumptions do: what-ifs, tipping points, influence (sensitivity analysis), studies."""
