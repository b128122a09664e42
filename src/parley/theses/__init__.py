"""What observers say, put to the record and to the model: borne out, contradicted, in part, or out of reach.

`read_theses` reads `theses.yaml`; a thesis has tests in a small closed language (`language`), of which no
code is run; `judge` holds them against what was found (`Evidence`) and gives typed `Theses`.
"""

from parley.theses.evidence import Evidence
from parley.theses.judging import judge
from parley.theses.language import FUNCTIONS, Misstated, ThesisTest, parse
from parley.theses.result import JudgedTest, JudgedThesis, Theses, Verdict
from parley.theses.stated import FILE, Stated, read_theses, theses_with_faults

__all__ = [
    "FILE",
    "FUNCTIONS",
    "Evidence",
    "JudgedTest",
    "JudgedThesis",
    "Misstated",
    "Stated",
    "Theses",
    "ThesisTest",
    "Verdict",
    "judge",
    "parse",
    "read_theses",
    "theses_with_faults",
]
