"""Elicitation: an interview that turns judgements into the numbers of a scenario."""

from parley.eliciting.answers import FILE, Elicitation, Given, Sheet, read_sheet, sheet_text
from parley.eliciting.contradictions import contradictions
from parley.eliciting.interview import next_question, questions
from parley.eliciting.points import Points, points_of
from parley.eliciting.question import Kind, Question, parse
from parley.eliciting.writing import scenario_text

__all__ = [
    "FILE",
    "Elicitation",
    "Given",
    "Kind",
    "Points",
    "Question",
    "Sheet",
    "contradictions",
    "next_question",
    "parse",
    "points_of",
    "questions",
    "read_sheet",
    "scenario_text",
    "sheet_text",
]
