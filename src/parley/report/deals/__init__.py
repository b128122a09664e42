"""Deals in words: who would sign what, advice for a party, packages nobody named, remarks."""
