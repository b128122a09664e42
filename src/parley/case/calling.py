"""What parties are called inside sentences where the scenario does not say it and actors.csv does."""

from __future__ import annotations

from dataclasses import replace

from parley.files.articles import is_plural, with_article
from parley.record import Cast
from parley.scenario.parts import Party, Scenario


def called_as_recorded(scenario: Scenario, cast: Cast) -> Scenario:
    """A scenario whose parties of a name that actors.csv has too are called in sentences as it says there.

    What the scenario itself says of a party wins.
    """
    parties = {name: _called(party, cast) for name, party in scenario.parties.items()}
    return scenario if parties == dict(scenario.parties) else replace(scenario, parties=parties)


def _called(party: Party, cast: Cast) -> Party:
    known = cast.called(party.name)
    if known is None or party.in_sentence != with_article(party.name):
        return party
    if party.plural != is_plural(party.in_sentence):
        return replace(party, in_sentence=cast.in_sentence(known))
    return replace(party, in_sentence=cast.in_sentence(known), plural=cast.plural(known))
