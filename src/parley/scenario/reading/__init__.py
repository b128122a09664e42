"""From the data of scenario.yaml to checked parts: names first, then sections, stopping at no fault."""
