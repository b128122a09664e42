"""The general engine: games with turns, several hidden sides, votes and offers that cost."""
