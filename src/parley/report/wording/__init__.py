"""The brief's own words, a table for each language, with dates and numbers as its readers write them."""

from parley.report.wording.language import ENGLISH, LANGUAGES, Wording, tables, wording_in

__all__ = ["ENGLISH", "LANGUAGES", "Wording", "tables", "wording_in"]
