"""Names of parties inside English sentences."""

from __future__ import annotations

import pytest

from parley.files.articles import at_start, with_article


@pytest.mark.parametrize(
    "name",
    [
        "United States", "United Kingdom", "Soviet Union", "European Union", "Republic of Korea",
        "People's Republic of China", "United Nations Command", "European coalition", "Separatists",
        "Northern rebels", "Afghan Government", "Western Allies", "North", "West", "Taliban",
    ],
)  # fmt: skip
def test_unions_states_and_groups_have_an_article(name: str) -> None:
    """The United States, the Separatists."""
    assert with_article(name) == f"the {name}"


@pytest.mark.parametrize(
    "name", ["Ukraine", "North Korea", "South Korea", "North Korea and China", "Ann", "Suderia", "",
             "Finland", "the Separatists", "a client"],
)  # fmt: skip
def test_countries_people_and_names_with_one_have_none(name: str) -> None:
    """Ukraine, North Korea; what has an article keeps the one it has."""
    assert with_article(name) == name


def test_a_stated_article_is_small_inside_a_sentence() -> None:
    """The Porte asks; what the Porte asks."""
    assert with_article("The Porte") == "the Porte"
    assert at_start("the Porte") == "The Porte"
