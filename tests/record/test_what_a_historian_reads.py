"""Ledgers where a historian would have read otherwise: parties, returns, what stands, what was agreed."""

from __future__ import annotations

from typing import Any

import pytest
from tests.record.coding import day, move, record

from parley.record import Actor, Cast, Move, Record
from parley.record.cast import WHOLE_CODES
from parley.record.comparing import compare
from parley.record.ledgers import LEDGERS, Options
from parley.record.ledgers.rules.claims import Announcement, Claim, claims
from parley.record.ledgers.rules.context import Event, context
from parley.record.ledgers.rules.exchange import Exchange, Gift, quid_pro_quo
from parley.record.ledgers.rules.levers import Pull, levers
from parley.record.ledgers.rules.novelty import Novelty, novelty
from parley.record.ledgers.rules.pressure import pressure_balance
from parley.record.ledgers.rules.standing import Position, Stands, standing_conditions
from parley.record.ledgers.rules.talks.participation import AGREED_THERE, Meeting, participation
from parley.record.ledgers.rules.terms import Fate, term_history

LATE = day(200)


def gift(held: Record, name: str = "G") -> Gift:
    """What is said of one gift."""
    return next(one for one in quid_pro_quo(held, LATE, Options()).entries if one.id == name)


def position(held: Record, name: str = "P", issue: str = "") -> Position:
    """What is said of one standing position."""
    found = standing_conditions(held, LATE, Options()).entries
    return next(one for one in found if one.id == name and (not issue or issue in one.issue))


def claim(held: Record, name: str) -> Announcement:
    """What is said of one announcement."""
    return next(one for one in claims(held, LATE, Options()).entries if one.id == name)


class TestParties:
    """Who is one party."""

    def test_government_and_rebels_are_two(self) -> None:
        """A cease-fire within a country is between two parties, and the absent one of them is missed."""
        held = record(
            move("A", 0, "AGREE", "BIHGOV BIHREB", extent="text", cast=WHOLE_CODES),
            move("F", 1, "FORCE", "BIHREB", "BIHGOV", cast=WHOLE_CODES),
            move("M", 5, "MEET", "BIHGOV HRVGOV", affected="BIHREB", cast=WHOLE_CODES),
        )
        rooms = {one.id: one for one in participation(held, LATE, Options()).entries}
        assert rooms["A"].present == ("BIHGOV", "BIHREB")
        assert rooms["M"].absent == ("BIHREB",)
        (pressed,) = pressure_balance(held, LATE, Options()).entries
        assert (pressed.by, pressed.on, pressed.force) == ("BIHREB", "BIHGOV", 1)

    def test_a_case_groups_codes(self) -> None:
        """Its own row comes before a beginning, a longer beginning before a shorter; others stay whole."""
        cast = Cast(
            (
                Actor("SRB*", "SRB", "Serbia", "Serbia"),
                Actor("SRBREB", "RSK", "Krajina Serbs", "the Krajina Serbs"),
                Actor("SRBM*", "ARMY"),
            )
        )
        assert [cast.party(code) for code in ("SRBGOV", "SRBREB", "SRBMIL", "HRVGOV")] == [
            "SRB",
            "RSK",
            "ARMY",
            "HRVGOV",
        ]
        assert (cast.name("RSK"), cast.in_sentence("RSK"), cast.name("HRVGOV")) == (
            "Krajina Serbs",
            "the Krajina Serbs",
            "HRVGOV",
        )


GIVEN = move("G", 0, "CONCEDE", "USAGOV", "RUSGOV", issue="base")


class TestExchange:
    """What came back."""

    @pytest.mark.parametrize(
        "back",
        [
            move("R", 4, "LEVER", "RUSGOV", "USAGOV", extent="off", polarity="gives", responds_to="G"),
            move("R", 4, "FORCE", "RUSMIL", "USAGOV", extent="off", responds_to="G"),
            move("R", 4, "IMPLEMENT", "RUSGOV", "USAGOV", extent="comply", responds_to="G"),
        ],
        ids=["sanctions lifted", "bombing stopped", "done as agreed"],
    )
    def test_deeds_are_returns(self, back: Move) -> None:
        """A ban lifted, bombing stopped and compliance come back as much as words do."""
        assert gift(record(GIVEN, back)).finding is Exchange.RETURNED

    def test_sanctions_lifted_are_a_gift(self) -> None:
        """A lever that gives is a gift of its own, and one that withholds is none."""
        lifted = move("G", 0, "LEVER", "USAGOV", "RUSGOV", extent="off", polarity="gives")
        cut = move("H", 0, "LEVER", "USAGOV", "RUSGOV", extent="off", polarity="withholds")
        found = quid_pro_quo(record(lifted, cut), LATE, Options()).entries
        assert [one.id for one in found] == ["G"]

    def test_yielding_to_a_demand_under_threat_is_compliance(self) -> None:
        """The threat is linked to the demand, or, suggested, stands on the issue shortly before."""
        demand = move("D", -9, "DEMAND", "RUSGOV", "USAGOV", issue="base")
        yielded = move("G", 0, "CONCEDE", "USAGOV", "RUSGOV", issue="base", responds_to="D")
        linked = move("T", -5, "THREAT", "RUSGOV", "USAGOV", issue="other", responds_to="D")
        near = move("T", -5, "THREAT", "RUSGOV", "USAGOV", issue="base")
        assert gift(record(demand, yielded, linked)).finding is Exchange.COMPLIED
        assert gift(record(demand, yielded, near)).finding is Exchange.PERHAPS_COMPLIED
        assert gift(record(demand, yielded)).finding is Exchange.NO_RETURN

    def test_the_coder_s_link_wins_over_every_rule(self) -> None:
        """What is linked as a return is one, threat or no threat."""
        demand = move("D", -9, "DEMAND", "RUSGOV", "USAGOV", issue="base")
        threat = move("T", -5, "THREAT", "RUSGOV", "USAGOV", issue="base", responds_to="D")
        yielded = move("G", 0, "CONCEDE", "USAGOV", "RUSGOV", issue="base", responds_to="D")
        back = move("R", 9, "PROMISE", "RUSGOV", "USAGOV", responds_to="G")
        assert gift(record(demand, threat, yielded, back)).finding is Exchange.RETURNED

    def test_a_promise_denied_the_next_day_is_withdrawn(self) -> None:
        """What its own side takes back is neither a gift that stands nor a return."""
        promise = move("R", 3, "PROMISE", "RUSGOV", "USAGOV", responds_to="G")
        denied = move("N", 4, "REJECT", "RUSGOV", "USAGOV", responds_to="R")
        held = record(GIVEN, promise, denied)
        assert gift(held).finding is Exchange.NO_RETURN
        assert (gift(held, "R").finding, gift(held, "R").withdrawn_by) == (Exchange.WITHDRAWN, ("N",))

    def test_a_vote_that_is_vetoed_is_not_the_state_s(self) -> None:
        """What one organ of a party gives and another of the same party refuses was not given."""
        vote = move("G", 0, "ACCEPT", "USALEG", "RUSGOV", issue="aid", responds_to="O")
        veto = move("V", 2, "REJECT", "USAGOV", "USALEG", issue="aid", responds_to="G")
        offer = move("O", -5, "OFFER", "RUSGOV", "USAGOV", issue="aid")
        assert gift(record(offer, vote, veto)).finding is Exchange.WITHDRAWN

    def test_what_takes_is_no_favour(self) -> None:
        """An offer that withholds, or would take its addressee's own, suggests no return and no favour."""
        takes = move("O", 3, "OFFER", "RUSGOV", "USAGOV", issue="base", polarity="withholds")
        own = move("O", 3, "OFFER", "RUSGOV", "USAGOV", issue="base", affected="USAGOV")
        for offer in (takes, own):
            held = record(GIVEN, offer)
            assert gift(held).suggested_same_issue == ()
            balance = {(one.by, one.on): one for one in pressure_balance(held, LATE, Options()).entries}
            assert (balance["RUS", "USA"].favours, balance["RUS", "USA"].taking) == (0, 1)

    def test_no_window_passes_beyond_the_record(self) -> None:
        """A gift is open as long as the record does not reach the end of its window."""
        short = record(GIVEN, until=day(10))
        found = quid_pro_quo(short, LATE, Options())
        assert (found.entries[0].finding, found.entries[0].open_days) == (Exchange.OPEN, 20)
        assert found.notes[-1] == "the record is kept until 2025-01-11; of the days after it nothing is known"


def test_a_lever_that_does_not_say_what_it_does_is_asked() -> None:
    """Nothing is guessed from 'on'; a CAMEO code of the row's own tells."""
    unsaid = move("L", 0, "LEVER", "USAGOV", "RUSGOV", extent="on")
    coded = move("C", 0, "LEVER", "USAGOV", "RUSGOV", extent="on", cameo="163")
    found = {one.id: one for one in levers(record(unsaid, coded), LATE, Options()).entries}
    assert (found["L"].finding, found["C"].finding) == (Pull.UNSAID, Pull.HELD)
    assert found["L"].polarity == "not said"


DEMAND = move("P", 0, "DEMAND", "RUSGOV", "USAGOV", extent="marker", issue="base")


class TestStanding:
    """What still stands."""

    def test_it_ends_when_its_holder_accepts_an_answer(self) -> None:
        """Half a loaf that was taken is the end of the demand."""
        offer = move("O", 4, "OFFER", "USAGOV", "RUSGOV", issue="base", responds_to="P")
        taken = move("A", 6, "ACCEPT", "RUSGOV", "USAGOV", issue="base", responds_to="O")
        assert position(record(DEMAND, offer, taken)).finding is Stands.SETTLED

    def test_it_ends_when_its_occasion_has_passed(self) -> None:
        """An event or a lapse that answers it closes it."""
        passed = move("X", 5, "CONTEXT", "", issue="base", responds_to="P")
        found = position(record(DEMAND, passed))
        assert (found.finding, found.ended_by, found.days_standing) == (Stands.LAPSED, ("X",), 5)

    def test_a_threat_with_an_unless_stands_until_it_is_carried_out(self) -> None:
        """What would avert it makes a threat a position; a lever that answers it makes it good."""
        threat = move("P", 0, "THREAT", "RUSGOV", "USAGOV", conditionality="UNLESS the base closes")
        done = move("L", 7, "LEVER", "RUSGOV", "USAGOV", polarity="withholds", responds_to="P")
        assert position(record(threat)).finding is Stands.UNANSWERED
        assert position(record(threat, done)).finding is Stands.CARRIED_OUT

    def test_a_mediator_owes_no_answer(self) -> None:
        """Among the addressees a mediator is not silent, and no answer of its is waited for."""
        cast = Cast((Actor("RUS*", "RUS"), Actor("USA*", "USA"), Actor("QAT*", "QAT", group="mediator")))
        asked = move("P", 0, "DEMAND", "RUSGOV", "USAGOV QATGOV", extent="marker", cast=cast)
        assert position(record(asked)).silent == ("USA",)
        assert [one.to for one in LEDGERS["tempo"](record(asked), LATE, Options()).entries] == ["USA"]

    def test_a_restatement_restates_the_terms_it_names(self) -> None:
        """Of a demand with two terms, the one that is named again is restated and the other is not."""
        both = move("P", 0, "DEMAND", "RUSGOV", "USAGOV", extent="marker", issue="base fleet")
        again = move("N", 9, "DEMAND", "RUSGOV", "USAGOV", issue="fleet", repeat_of="P")
        no = move("R", 10, "REJECT", "USAGOV", "RUSGOV", issue="fleet", responds_to="P")
        held = record(both, again, no)
        assert (position(held, issue="base").restated, position(held, issue="fleet").restated) == (0, 1)
        assert (position(held, issue="base").replies, position(held, issue="fleet").replies) == ((), ("R",))


class TestMeetings:
    """Who was in the room."""

    def test_every_day_of_a_meeting_counts(self) -> None:
        """What was given on a middle day was given there, and who was affected then was absent."""
        held = record(
            move("M", 0, "MEET", "USAGOV RUSGOV", until=6),
            move("C", 3, "CONCEDE", "USAGOV", "RUSGOV", affected="UKRGOV"),
            move("L", 9, "CONCEDE", "USAGOV", "RUSGOV", affected="GBRGOV"),
        )
        (found,) = participation(held, LATE, Options()).entries
        assert (found.given_there, found.absent) == (("C",), ("UKR",))

    def test_an_agreement_has_a_room(self) -> None:
        """A text that answers no meeting was made somewhere; one made at a meeting has its room."""
        held = record(
            move("A", 0, "AGREE", "USAGOV RUSGOV", affected="UKRGOV"),
            move("M", 9, "MEET", "USAGOV RUSGOV"),
            move("B", 9, "AGREE", "USAGOV RUSGOV", responds_to="M"),
        )
        found: dict[str, Meeting] = {one.id: one for one in participation(held, LATE, Options()).entries}
        assert list(found) == ["A", "M"]
        assert (found["A"].form, found["A"].absent) == (AGREED_THERE, ("UKR",))


class TestTerms:
    """What is new, and what became of it."""

    def test_signing_what_was_initialled_is_not_new(self) -> None:
        """A text that answers an agreement confirms it."""
        held = record(
            move("A", 0, "AGREE", "USAGOV RUSGOV", extent="announced", option="principles of a base deal"),
            move("B", 9, "AGREE", "USAGOV RUSGOV", extent="text", option="treaty", responds_to="A"),
        )
        found = {one.id: one for one in novelty(held, LATE, Options()).entries}
        assert (found["B"].finding, found["B"].first) == (Novelty.CONFIRMS, "A")

    def test_the_same_map_under_another_issue_is_suggested(self) -> None:
        """An option near one of another issue is no new option, but a suggestion."""
        held = record(
            move(
                "A",
                0,
                "OFFER",
                "USAGOV",
                "RUSGOV",
                issue="map",
                option="river line with a demilitarised strip",
            ),
            move(
                "B",
                9,
                "OFFER",
                "USAGOV",
                "RUSGOV",
                issue="border",
                option="the river line, demilitarised strip",
            ),
        )
        found = {one.id: one for one in novelty(held, LATE, Options()).entries}
        assert (found["B"].finding, found["B"].first) == (Novelty.PERHAPS_ELSEWHERE, "A")

    def test_a_number_has_a_career(self) -> None:
        """Asked, raised, answered with another, met in between: a refusal of the first is not the end."""
        held = record(
            move("A", 0, "DEMAND", "RUSGOV", "USAGOV", issue="share", option="40 per cent of the fleet"),
            move("N", 2, "REJECT", "USAGOV", "RUSGOV", issue="share", option="10 per cent", responds_to="A"),
            move("B", 5, "DEMAND", "RUSGOV", "USAGOV", issue="share", option="50 per cent", repeat_of="A"),
            move("C", 9, "AGREE", "RUSGOV USAGOV", issue="share", option="25 per cent", responds_to="B"),
        )
        found = next(one for one in term_history(held, LATE, Options()).entries if one.id == "A")
        assert found.career == (
            "first asked 40 per cent (A); raised to 50 per cent (B); USA named 10 per cent (N); "
            "agreed at 25 per cent (C), 50% of the way to the figure first asked"
        )
        assert (found.part_of_the_way, found.finding) == (0.5, Fate.AGREED)
        open_one = term_history(record(*held.moves[:2]), LATE, Options()).entries[0]
        assert open_one.finding is Fate.MET

    def test_a_figure_that_was_only_threatened_with_has_no_career(self) -> None:
        """A threat asks for no number, so what others name later is not measured against it."""
        held = record(
            move("A", 0, "THREAT", "RUSGOV", "USAGOV", issue="share", option="200 ships", extent="marker"),
            move("N", 2, "REJECT", "USAGOV", "RUSGOV", issue="share", option="10 ships", responds_to="A"),
            move("B", 5, "OFFER", "USAGOV", "RUSGOV", issue="share", option="20 ships", responds_to="A"),
        )
        assert all(not one.career for one in term_history(held, LATE, Options()).entries if one.id == "A")


class TestClaims:
    """What became of what was announced."""

    def test_a_later_text_answers_for_its_own_deeds(self) -> None:
        """The end of a chain is not broken because a part before it was, nor the part because of the end."""
        held = record(
            move("A", 0, "AGREE", "USAGOV RUSGOV", extent="text", option="truce"),
            move("K", 3, "IMPLEMENT", "RUSGOV", "USAGOV", extent="breach", responds_to="A"),
            move("B", 9, "AGREE", "USAGOV RUSGOV", extent="text", option="peace", responds_to="A"),
            move("L", 12, "IMPLEMENT", "RUSGOV", "USAGOV", extent="comply", responds_to="B"),
        )
        assert (claim(held, "A").finding, claim(held, "B").finding) == (Claim.BROKEN, Claim.ACTED_ON)
        assert claim(held, "A").sentence == "broken or lapsed, carried into B, acted on there"

    def test_an_oral_agreement_denied_by_its_maker_is_withdrawn(self) -> None:
        """What one of its own sides rejects afterwards does not count as kept."""
        held = record(
            move("A", 0, "AGREE", "USAGOV RUSGOV", extent="oral"),
            move("N", 1, "REJECT", "RUSGOV", "USAGOV", responds_to="A"),
        )
        assert claim(held, "A").finding is Claim.WITHDRAWN


def test_events_reach_a_ledger() -> None:
    """An event shows what it overtakes, what was done around it, and how much of that is known."""
    held = record(
        move("B", -3, "OFFER", "RUSGOV", "USAGOV"),
        move("X", 0, "CONTEXT", "RUSGOV", option="a new president", responds_to="B"),
        move("C", 4, "REJECT", "RUSGOV", "USAGOV"),
        move("D", 5, "REJECT", "USAGOV", "RUSGOV"),
        until=day(20),
    )
    (found,) = context(held, LATE, Options()).entries
    assert isinstance(found, Event)
    assert (found.ends, found.before, found.after, found.first_after) == (
        ("B",),
        ("1 OFFER",),
        ("1 REJECT",),
        ("C",),
    )
    assert found.sentence == "ends what it responds to; only 20 days after it are on record"


def pair(name: str, **more: Any) -> Move:
    """A row of a coding for comparison."""
    fields: dict[str, Any] = {"act": "OFFER", "issue": "base", "option": "half the base", **more}
    return move(name, fields.pop("day", 0), fields.pop("act"), "RUSGOV", "USAGOV", **fields)


def test_rows_with_nothing_alike_are_left_unpaired() -> None:
    """Actor and date alone make no event; the user pairs such rows by hand."""
    ours = [pair("A1"), pair("A2", day=5, option="more ships", issue="fleet")]
    theirs = [
        pair("B1", option="the half of the base"),
        pair("B2", day=6, act="MEET", option="talks", issue="process"),
    ]
    found = compare(ours, theirs)
    assert [(one.id, two.id) for one, two in found.pairs] == [("A1", "B1")]
    assert [(one.id, two.id) for one, two in found.apart] == [("A2", "B2")]
    by_hand = compare(ours, theirs, {"A2": "B2"})
    assert [(one.id, two.id) for one, two in by_hand.pairs] == [("A1", "B1"), ("A2", "B2")]
