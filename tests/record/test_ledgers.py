"""The rules of the ledgers, each on the smallest record that shows it."""

from __future__ import annotations

import pytest
from tests.record.coding import day, move, record

from parley.errors import UsageError
from parley.record import Record
from parley.record.ledgers import LEDGERS, Entry, Ledger, Options, build_ledgers, cells_of, read_options
from parley.record.ledgers.nearness import nearness


def build(name: str, held: Record, on: int = 100, **options: object) -> Ledger[Entry]:
    """One ledger of a record on a day."""
    return LEDGERS[name](held, day(on), Options(**options))  # type: ignore[arg-type]


def cells(ledger: Ledger[Entry], row: str) -> dict[str, object]:
    """The cells of the line about one move."""
    at = ledger.columns.index("id")
    return next(
        dict(zip(ledger.columns, cells_of(entry), strict=True))
        for entry in ledger.entries
        if cells_of(entry)[at] == row
    )


GIFT = move("G", 0, "CONCEDE", "USAGOV", "RUSGOV", issue="nato", option="no entry", affected="UKRGOV")


def finding(*others: object, gift: object = GIFT, on: int = 100, **options: object) -> object:
    """What is said of one gift in the company of other moves."""
    return cells(build("quid-pro-quo", record(gift, *others), on, **options), "G")["finding"]  # type: ignore[arg-type]


class TestQuidProQuo:
    """What came back for what was given."""

    def test_a_linked_favour_is_a_return(self) -> None:
        """An act of the gainer that responds to the gift is its return, on whatever issue."""
        assert finding(move("R", 5, "PROMISE", "RUSGOV", "USAGOV", responds_to="G")) == "returned"

    def test_a_linked_refusal_is_no_return(self) -> None:
        """An answer that gives nothing is not a return."""
        assert finding(move("R", 5, "REJECT", "RUSGOV", "USAGOV", responds_to="G")) == "no return recorded"

    def test_a_third_party_that_pays_the_giver_returns_it(self) -> None:
        """A linked favour to the giver by somebody else is a third party's return; one to another is none."""
        paid = move("R", 5, "PROMISE", "UKRGOV", "USAGOV", responds_to="G")
        assert finding(paid) == "returned by a third party (UKR)"
        elsewhere = move("R", 5, "PROMISE", "UKRGOV", "GBRGOV", responds_to="G")
        assert finding(elsewhere) == "no return recorded"

    def test_an_answer_to_an_offer_is_an_exchange(self) -> None:
        """What is given in answer to the gainer's own offer is not given for nothing."""
        offer = move("O", -3, "OFFER", "RUSGOV", "USAGOV")
        answer = move("G", 0, "CONCEDE", "USAGOV", "RUSGOV", responds_to="O")
        assert finding(offer, gift=answer) == "part of an exchange"

    def test_an_offer_to_somebody_else_is_no_exchange(self) -> None:
        """An offer counts only if it was made to the giver."""
        offer = move("O", -3, "OFFER", "RUSGOV", "UKRGOV")
        answer = move("G", 0, "CONCEDE", "USAGOV", "RUSGOV", responds_to="O", issue="nato")
        assert finding(offer, gift=answer) == "no return recorded"

    def test_giving_in_to_a_lever_says_so(self) -> None:
        """A gift in answer to the gainer's lever was pressed for."""
        lever = move("L", -3, "LEVER", "RUSGOV", "USAGOV", polarity="withholds")
        answer = move("G", 0, "CONCEDE", "USAGOV", "RUSGOV", responds_to="L")
        assert finding(lever, gift=answer) == "in answer to pressure"

    def test_a_price_named_is_not_nothing(self) -> None:
        """A gift with its own IF is given on a condition."""
        priced = move("G", 0, "ACCEPT", "USAGOV", "RUSGOV", conditionality="IF others do the same")
        assert finding(gift=priced) == "given on a condition"

    def test_an_unlinked_favour_on_the_issue_is_suggested(self) -> None:
        """A favour on the same issue inside the window is suggested, never counted as a return."""
        near = move("R", 5, "GESTURE", "RUSGOV", "USAGOV", issue="nato")
        assert finding(near) == "possibly returned (suggested)"
        assert finding(near, window_days=4) == "no return recorded"

    def test_an_earlier_offer_on_the_issue_is_suggested(self) -> None:
        """An offer that lay on the table before the gift may be what it was given for."""
        assert (
            finding(move("O", -20, "OFFER", "RUSGOV", "USAGOV", issue="nato"))
            == "possibly returned (suggested)"
        )

    def test_a_favour_on_another_issue_is_suggested_as_such(self) -> None:
        """Without 'none asked' a favour elsewhere keeps the verdict open."""
        other = move("R", 5, "GESTURE", "RUSGOV", "USAGOV", issue="prisoners")
        assert finding(other) == "possibly returned elsewhere (suggested)"

    def test_nothing_is_said_before_the_window_has_passed(self) -> None:
        """Until the window is over a gift without return is open."""
        assert finding(on=10) == "open for 20 more days"
        assert finding(on=30) == "no return recorded"

    def test_given_for_nothing_needs_the_coder_s_word(self) -> None:
        """Only 'none asked' in the record turns a missing return into a gift for nothing."""
        plain = move("G", 0, "CONCEDE", "USAGOV", "RUSGOV", issue="nato", conditionality="none asked")
        near = move("R", 5, "GESTURE", "RUSGOV", "USAGOV", issue="nato")
        assert finding(gift=plain) == "given for nothing"
        assert finding(gift=plain, on=29) == "open for 1 more days"
        assert finding(near, gift=plain) == "possibly returned (suggested)"

    def test_a_package_counts_once(self) -> None:
        """Two gifts in one breath are one package in the count, and two lines."""
        both = record(GIFT, move("H", 0, "CONCEDE", "USAGOV", "RUSGOV", issue="land", affected="UKRGOV"))
        ledger = build("quid-pro-quo", both)
        assert ledger.notes == ("1 package: 1 no return recorded",)
        assert [cells(ledger, name)["package"] for name in ("G", "H")] == ["G", "G"]
        assert cells(ledger, "G")["whose asset"] == "UKR"

    def test_a_lever_is_a_favour_as_its_polarity_says(self) -> None:
        """A ban switched on is no favour; without polarity or code nothing is guessed from 'on'."""
        for polarity, expected in (
            ("gives", "returned"),
            ("withholds", "no return recorded"),
            ("", "no return recorded"),
        ):
            lever = move("R", 5, "LEVER", "RUSGOV", "USAGOV", extent="on", polarity=polarity, responds_to="G")
            assert finding(lever) == expected


def test_a_concession_before_talks_is_a_giveaway() -> None:
    """It is one if it precedes the first meeting and answers nothing; a call opens talks only if asked."""
    held = record(
        GIFT,
        move("C", -1, "MEET", "USAGOV RUSGOV", cameo="041", extent="held"),
        move("M", 6, "MEET", "USAGOV RUSGOV", extent="held"),
    )
    assert cells(build("giveaways", held), "G")["days before"] == 6
    assert build("giveaways", held, calls_open_talks=True).entries == ()


def test_a_linked_repetition_beats_likeness() -> None:
    """repeat_of decides what is re-heated, across parties and to the start of the chain."""
    held = record(
        move("A", 0, "MEET", "QATGOV RUSGOV", option="halt of strikes"),
        move("B", 10, "OFFER", "EUR", "RUSGOV", option="other words", repeat_of="A"),
        move("C", 20, "OFFER", "USAGOV", "RUSGOV", option="still other words", repeat_of="B"),
        move("D", 30, "DEMAND", "RUSGOV", "USAGOV", option="more", repeat_of="C", extent="up"),
    )
    ledger = build("novelty", held)
    assert cells(ledger, "C")["finding"] == "re-heated"
    assert (cells(ledger, "C")["first"], cells(ledger, "C")["days since"]) == ("A", 20)
    assert cells(ledger, "D")["finding"] == "raised"


def test_likeness_only_suggests() -> None:
    """A near option nobody linked is a suggestion, on the same issue only."""
    held = record(
        move("A", 0, "OFFER", "QATGOV", "RUSGOV", option="mutual halt of strikes on energy facilities"),
        move("B", 9, "OFFER", "USAGOV", "RUSGOV", option="30-day mutual halt of strikes on energy"),
        move("C", 9, "OFFER", "USAGOV", "RUSGOV", option="mutual halt of strikes on energy", issue="sea"),
    )
    ledger = build("novelty", held)
    assert cells(ledger, "B")["finding"] == "near an earlier option (suggested)"
    assert cells(ledger, "C")["finding"] == "near an option under another issue (suggested)"


def test_an_agreement_settles_what_was_accepted() -> None:
    """A text that answers an acceptance is not a new idea but the end of the accepted one."""
    held = record(
        move("A", 0, "OFFER", "UNCMIL", "PRKMIL", option="exchange the sick"),
        move("B", 3, "ACCEPT", "PRKMIL", "UNCMIL", responds_to="A"),
        move("C", 9, "AGREE", "UNCMIL PRKMIL", option="Little Switch", responds_to="B", extent="text"),
    )
    assert cells(build("novelty", held), "C")["finding"] == "settles what it answers"
    assert cells(build("terms", held), "A")["finding"] == "carried into a text"


class TestStanding:
    """Positions lodged to stand."""

    MARKER = move(
        "M", 0, "DEMAND", "RUSGOV", "UKRGOV USAGOV", extent="marker", option="end all aid", issue="aid"
    )

    def test_it_grows_with_each_restatement(self) -> None:
        """Linked repetitions of the same party are counted, and its age runs to the day."""
        again = move("N", 5, "CONDITION", "RUSGOV", "USAGOV", repeat_of="M", issue="aid")
        line = cells(build("standing", record(self.MARKER, again), 20), "M")
        assert (line["days standing"], line["restated"], line["restatements"]) == (20, 1, "N")
        assert line["finding"] == "stands, unanswered by UKR USA, no counter-demand"

    def test_who_is_silent_is_named(self) -> None:
        """One addressee's refusal does not answer for the other."""
        no = move("R", 1, "REJECT", "UKRGOV", "RUSGOV", responds_to="M", issue="aid")
        line = cells(build("standing", record(self.MARKER, no)), "M")
        assert (line["replies"], line["silent"]) == ("UKR REJECT R", "USA")

    def test_a_counter_demand_is_found(self) -> None:
        """An addressee's own demand on the issue soon after counts as one; a late one does not."""
        for at, expected in ((10, "C"), (40, "")):
            counter = move("C", at, "DEMAND", "UKRGOV", "RUSGOV", issue="aid")
            assert cells(build("standing", record(self.MARKER, counter)), "M")["counter-demand"] == expected

    def test_it_closes_when_accepted_or_given_up(self) -> None:
        """Full acceptance by an addressee, or the holder's own concession, ends it."""
        yes = move("Y", 5, "ACCEPT", "USAGOV", "RUSGOV", responds_to="M", issue="aid", extent="full")
        assert "accepted on" in str(cells(build("standing", record(self.MARKER, yes)), "M")["finding"])
        no = move("R", 1, "REJECT", "USAGOV", "RUSGOV", responds_to="M", issue="aid")
        gone = move("Z", 9, "CONCEDE", "RUSGOV", "USAGOV", responds_to="R", issue="aid", extent="full")
        line = cells(build("standing", record(self.MARKER, no, gone)), "M")
        assert line["finding"] == "given up on 2025-01-10 (Z)"
        assert line["days standing"] == 9

    def test_it_stands_again_when_restated(self) -> None:
        """A position that is restated after its holder gave it up stands."""
        no = move("R", 1, "REJECT", "USAGOV", "RUSGOV", responds_to="M", issue="aid")
        gone = move("Z", 9, "CONCEDE", "RUSGOV", "USAGOV", responds_to="R", issue="aid", extent="full")
        back = move("N", 12, "DEMAND", "RUSGOV", "USAGOV", repeat_of="M", issue="aid")
        line = cells(build("standing", record(self.MARKER, no, gone, back)), "M")
        assert str(line["finding"]).startswith("stands")

    def test_a_bystander_s_acceptance_does_not_close_it(self) -> None:
        """Only a party it was addressed to can accept it."""
        yes = move("Y", 5, "ACCEPT", "CHNGOV", "RUSGOV", responds_to="M", issue="aid", extent="full")
        assert str(cells(build("standing", record(self.MARKER, yes)), "M")["finding"]).startswith("stands")

    def test_a_refusal_asks_for_no_answer(self) -> None:
        """A standing no is listed, not counted as an unanswered demand."""
        no = move("R", 0, "REJECT", "RUSGOV", "EUR", extent="marker")
        assert cells(build("standing", record(no)), "R")["finding"] == "stands as a refusal"


def test_a_lever_is_an_interval_with_answer_release_and_pupil() -> None:
    """It shows the target's linked act, its release, and who then asks for the same for good."""
    held = record(
        move("L", 0, "LEVER", "USAGOV", "UKRGOV", extent="off", polarity="withholds", issue="aid"),
        move("C", 1, "CONCEDE", "UKRGOV", "USAGOV", responds_to="L"),
        move("N", 8, "LEVER", "USAGOV", "UKRGOV", polarity="gives", issue="aid", responds_to="L"),
        move("D", 10, "CONDITION", "RUSGOV", "USAGOV", issue="aid"),
    )
    line = cells(build("levers", held), "L")
    assert (line["next act"], line["days to it"], line["released"], line["days on"]) == (
        "UKR CONCEDE C",
        1,
        "N",
        8,
    )
    assert line["finding"] == "released; then asked for by RUS"
    assert cells(build("levers", held, lever_days=9), "L")["finding"] == "released"


def test_talks_held_again_release_a_halt_of_talks() -> None:
    """A suspension of talks ends at the latest when both meet again, which is suggested if not linked."""
    held = record(
        move("L", 0, "LEVER", "UNCMIL", "PRKMIL", extent="off", issue="process", cameo="164"),
        move("M", 14, "MEET", "UNCMIL PRKMIL", extent="held", issue="process"),
    )
    assert cells(build("levers", held), "L")["released"] == "M (suggested)"


def test_an_affected_party_outside_the_room_is_named() -> None:
    """It is found from the meeting's own row and from what those present did to each other that day."""
    held = record(
        move("M", 0, "MEET", "USAGOV RUSGOV", affected="UKRGOV"),
        move("N", 9, "MEET", "USAGOV RUSGOV"),
        move("C", 9, "CONDITION", "RUSGOV", "USAGOV", affected="EUR"),
    )
    ledger = build("participation", held)
    assert [cells(ledger, name)["absent though affected"] for name in ("M", "N")] == ["UKR", "EUR"]


def test_tempo_counts_answers_not_statements() -> None:
    """A speech in uniform while an offer is pending is no answer; a refusal of its restatement is one."""
    held = record(
        move("O", 0, "OFFER", "USAGOV", "RUSGOV UKRGOV"),
        move("S", 1, "STATEMENT", "RUSGOV", "UKRMIL", responds_to="O"),
        move("P", 4, "OFFER", "USAGOV", "RUSGOV", repeat_of="O"),
        move("R", 6, "REJECT", "RUSGOV", "USAGOV", responds_to="P"),
        move("F", 5, "FORCE", "RUSMIL", "UKRMIL"),
    )
    ledger = build("tempo", held)
    by_asked = {cells_of(line)[5]: cells_of(line) for line in ledger.entries if cells_of(line)[1] == "O"}
    assert by_asked["RUS"][6:] == ("REJECT R", 6, "", "F")
    assert by_asked["UKR"][6:8] == ("unanswered", None)
    assert "RUS: 2 answered, median 4 days, 0 unanswered" in ledger.notes


def test_claims_are_followed_to_deeds() -> None:
    """An announced accord is told apart from one that was signed, kept or broken."""
    held = record(
        move("A", 0, "AGREE", "USAGOV UKRGOV", extent="oral", issue="minerals"),
        move("B", 3, "MEET", "USAGOV UKRGOV", extent="broken_off", responds_to="A"),
        move("C", 0, "AGREE", "UNCMIL PRKMIL", extent="text"),
        move("D", 9, "IMPLEMENT", "UNCMIL PRKMIL", extent="comply", responds_to="C"),
        move("E", 9, "IMPLEMENT", "KORGOV", extent="breach", responds_to="C"),
    )
    ledger = build("claims", held)
    assert cells(ledger, "A")["finding"] == "meeting broken off (B)"
    assert cells(ledger, "C")["finding"] == "acted on, broken or lapsed"


def test_linkage_keeps_its_ways_apart() -> None:
    """Issues joined in a row, by an answer, and in the words of a condition are three columns."""
    held = record(
        move("A", 0, "OFFER", "USAGOV", "UKRGOV", issue="aid minerals"),
        move("B", 1, "CONCEDE", "UKRGOV", "USAGOV", issue="process", responds_to="A"),
        move("C", 2, "OFFER", "UKRGOV", "EUR", issue="legitimacy", conditionality="IF minerals THEN resign"),
    )
    rows = {cells_of(line)[:2]: cells_of(line)[2:] for line in build("linkage", held).entries}
    assert rows["aid", "minerals"] == (1, "A", "", "")
    assert rows["aid", "process"] == (1, "", "B", "")
    assert rows["legitimacy", "minerals"] == (1, "", "", "C")


def test_pressure_and_favours_stand_side_by_side() -> None:
    """Threats, hostile levers, force, accusations and favours are counted for each pair."""
    held = record(
        move("A", 0, "THREAT", "USAGOV", "UKRGOV"),
        move("B", 0, "LEVER", "USAGOV", "UKRGOV", polarity="withholds"),
        move("C", 1, "STATEMENT", "USAGOV", "UKRGOV", cameo="111"),
        move("D", 2, "LEVER", "USAGOV", "UKRGOV", polarity="gives"),
    )
    (line,) = build("pressure", held).entries
    assert cells_of(line) == ("USA", "UKR", 1, 1, 0, "A B", 1, "C", 1, "D", 0, "")


def test_every_line_rests_on_rows_and_sources() -> None:
    """No line of any ledger is without the ids and sources behind it."""
    held = record(GIFT, move("R", 5, "OFFER", "RUSGOV", "USAGOV", responds_to="G"))
    for ledger in build_ledgers(held, day(50)):
        assert all(line.ids and line.sources for line in ledger.entries), ledger.name
        assert all(len(cells_of(line)) == len(ledger.columns) for line in ledger.entries)


def test_the_options_used_are_printed_with_the_ledger() -> None:
    """A ledger carries the settings its rule read, and no others."""
    assert build("quid-pro-quo", record(GIFT), window_days=7).options == {"window_days": 7}
    assert build("linkage", record(GIFT)).options == {}


def test_options_are_read_from_words() -> None:
    """Names may be written with hyphens; values have the type of their default."""
    options = read_options(["window-days=14", "nearness=0.5", "calls_open_talks=yes"])
    assert (options.window_days, options.nearness, options.calls_open_talks) == (14, 0.5, True)


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("windowdays=3", "did you mean window_days"),
        ("window_days=soon", "whole number of days"),
        ("nearness=2", "from 0 to 1"),
        ("calls_open_talks=maybe", "yes or no"),
    ],
)
def test_an_option_that_makes_no_sense_is_refused(setting: str, message: str) -> None:
    """A wrong name or value is named with what would do."""
    with pytest.raises(UsageError, match=message):
        read_options([setting])


def test_an_unknown_ledger_is_refused() -> None:
    """A ledger there is none of is named with the one that was meant."""
    with pytest.raises(UsageError, match="did you mean readouts"):
        build_ledgers(record(GIFT), day(1), ["readout"])


@pytest.mark.parametrize(
    ("one", "two", "near"),
    [
        ("all for all", "all for all", 1.0),
        ("transit", "transit and troops", 0.5),
        ("from: 38th parallel to: contact line", "contact line", 1.0),
        ("minerals", "sea lanes", 0.0),
    ],
)
def test_nearness_of_options(one: str, two: str, near: float) -> None:
    """Equal words are 1; one common word among more is little; of a concession the end point counts."""
    assert nearness(one, two) == near
    assert nearness(two, one) == near
