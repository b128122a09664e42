"""The parts of the page, each made from an outlook or a scenario's numbers."""
