"""What every form shares: strict keys, names, and places where a number may stand."""

from __future__ import annotations

import re
from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    ModelWrapValidatorHandler,
    ValidationError,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import InitErrorDetails, PydanticCustomError

NAME_PATTERN = r"^[A-Za-z][A-Za-z0-9_-]*$"
FORM_SCHEMA_KEY = "x-stated"


class Form(BaseModel):
    """A mapping of the file with its fixed keys; an error about a key carries the keys there are."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid", strict=True, frozen=True)

    @model_validator(mode="wrap")
    @classmethod
    def _say_which_keys(cls, data: Any, handler: ModelWrapValidatorHandler[Any]) -> Any:
        try:
            return handler(data)
        except ValidationError as problem:
            details = [_detail(cls, error) for error in problem.errors(include_url=False)]
            raise ValidationError.from_exception_data(cls.__name__, details) from None

    @classmethod
    def keys(cls) -> dict[str, str]:
        """Map each key this form may have to what stands under it."""
        return {(info.alias or name): (info.description or "") for name, info in cls.model_fields.items()}


def _detail(form: type[Form], error: Any) -> InitErrorDetails:
    """Rewrite an error about a key of this form so that it carries the form's keys; keep all others."""
    kind, place, context = error["type"], error["loc"], dict(error.get("ctx") or {})
    if len(place) == 1 and kind == "extra_forbidden":
        kind, context = "unknown-key", {"keys": sorted(form.keys())}
    elif len(place) == 1 and kind == "missing":
        kind, context = "missing-key", {"holds": form.keys().get(str(place[0]), "")}
    message = str(error["msg"]).replace("{", "{{").replace("}", "}}")
    custom = PydanticCustomError(kind, message, context)
    return InitErrorDetails(type=custom, loc=place, input=error["input"])


def _checked_name(word: str) -> str:
    if not re.fullmatch(NAME_PATTERN[1:-1], word):
        raise PydanticCustomError(
            "bad-name", "a name starts with a letter and has only letters, digits, _ and -"
        )
    return word


Name = Annotated[
    str, AfterValidator(_checked_name), WithJsonSchema({"type": "string", "pattern": NAME_PATTERN})
]
"""What the analyst calls something."""


def _number(form: str, kind: str) -> Any:
    return Annotated[Any, WithJsonSchema({FORM_SCHEMA_KEY: form, "kind": kind})]


Points = _number("number", "points")
Cost = _number("number", "cost")
Chance = _number("number", "chance")
Duration = _number("number", "duration")
Precision = _number("number", "precision")
LogOdds = _number("number", "log_odds")
Factor = _number("number", "factor")
Times = _number("number", "times")
PointsBySplit = _number("quantity", "points")
PointsTerms = _number("terms", "points")
FlowTerms = _number("terms", "flow")
RateTerms = _number("terms", "rate")
ChanceTerms = _number("terms", "chance")
LogOddsTerms = _number("terms", "log_odds")
WhenWords = _number("when", "when")
Day = Annotated[
    Any, WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$", "description": "a date"})
]
_SPAN = r"[0-9]+(\.[0-9]+)?( */ *[0-9.]+)? *"
ROUND_LENGTH = rf"^{_SPAN}(day|week|month|year)s?$"
RoundLength = Annotated[Any, WithJsonSchema({"type": "string", "pattern": ROUND_LENGTH})]
RoundsSpan = Annotated[
    Any, WithJsonSchema({"type": "string", "pattern": rf"^{_SPAN}(day|week|month|year|round)s?$"})
]
AnswersWord = Literal["in_order", "together"]
YesNo = Annotated[Any, WithJsonSchema({"enum": ["yes", "no", True, False]})]
