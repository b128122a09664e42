"""A name inside an English sentence: whether it wants `the` before it, and verbs in the plural after it."""

from __future__ import annotations

from collections.abc import Sequence

from parley.languages import ENGLISH, spoken, wordable, worded

_BEFORE = ("United ", "European Union", "Soviet ")
_AFTER = frozenset(
    (
        "administration", "agency", "alliance", "allies", "americans", "army", "assembly", "authority",
        "bloc", "boers", "bosniaks", "brigade", "brigades", "british", "chinese", "clans", "coalition",
        "command", "commission", "committee", "commonwealth", "communists", "confederation", "contras",
        "council", "court", "croats", "dutch", "emirates", "empire", "employers", "federation", "fighters",
        "finns", "forces", "french", "front", "germans", "government", "greeks", "group", "guarantors",
        "guerrillas", "houthis", "insurgents", "islands", "japanese", "junta", "kingdom", "kurds", "league",
        "loyalists", "mediators", "militias", "movement", "mujahideen", "nationalists", "nations",
        "opposition", "organisation", "organization", "owners", "partisans", "party", "players", "powers",
        "protectorate", "rebels", "regime", "republic", "republicans", "royalists", "russians",
        "sandinistas", "separatists", "serbs", "soviets", "spanish", "state", "states", "strikers",
        "syrians", "taliban", "tamils", "tribes", "turks", "ukrainians", "union", "unionists", "unions",
        "workers",
    )
)  # fmt: skip
_ALONE = ("North", "South", "East", "West", "Entente", "Axis", "Porte", "Netherlands", "Philippines")
_BARE_BEFORE = ("North ", "South ", "East ", "West ")
_ONE_THING = frozenset(
    ("bahamas", "corps", "emirates", "headquarters", "islands", "maldives", "nations", "netherlands",
     "philippines", "seychelles", "states")
)  # fmt: skip
"""Words that end in s and are one body or country: the United States does, not do."""
_MANY = frozenset(
    ("british", "chinese", "dutch", "french", "japanese", "mujahideen", "spanish", "taliban")
)  # fmt: skip
_HAS_ONE = ("the ", "The ", "a ", "A ", "an ", "An ", "my ", "our ")


def with_article(name: str) -> str:
    """A name as it stands inside a sentence: the United States, the Separatists, but Ukraine."""
    if name.startswith(("The ", "A ", "An ")):
        return name[0].lower() + name[1:]
    words = name.split()
    if name in _ALONE:
        return f"the {name}"
    if (
        not words
        or name.startswith(_HAS_ONE)
        or (name.startswith(_BARE_BEFORE) and words[-1].lower() not in _AFTER)
    ):
        return name
    return f"the {name}" if name.startswith(_BEFORE) or _head(words) in _AFTER else name


def is_plural(within: str) -> bool:
    """Whether a name, as it stands inside a sentence, does things in the plural: the Separatists refuse.

    It does if it has an article and its last word is a plural; the United States and the Free Corps are one.
    """
    words = within.split()
    if len(words) < 2 or words[0].lower() != "the":
        return False
    last = _head(words)
    return last in _MANY or (
        last.endswith("s") and not last.endswith(("ss", "us", "is", "'s")) and last not in _ONE_THING
    )


def _head(words: Sequence[str]) -> str:
    """The word a name turns on: what stands behind a preposition or in brackets says nothing of it."""
    at = next((at for at, word in enumerate(words) if at and (word == "of" or word[0] == "(")), len(words))
    return words[at - 1].lower()


_OTHERWISE = {
    wordable("is"): wordable("are"),
    wordable("was"): wordable("were"),
    wordable("has"): wordable("have"),
    wordable("does"): wordable("do"),
}


def agreeing(said: str, plural: bool) -> str:
    """What is said of somebody in the third person, as it goes on after a name: offers, or offer.

    In another language than English a bare verb is worded; whole deeds were before, and stay as they are.
    """
    if spoken() != ENGLISH:
        return worded(_OTHERWISE[said] if plural else said) if said in _OTHERWISE else said
    if not plural:
        return said
    verb, space, rest = said.partition(" ")
    bare = _OTHERWISE.get(verb) or (verb[:-2] + ":" if verb.endswith("s:") else verb.removesuffix("s"))
    return f"{bare}{space}{rest}"


def at_start(text: str) -> str:
    """A text as a sentence begins with it; the rest of it is left as it is."""
    return text[:1].upper() + text[1:]
