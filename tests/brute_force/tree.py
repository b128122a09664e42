"""A second opinion: the game tree written out from the model's text, with exact beliefs and no grid.

Nothing here is shared with the compiler or the solvers, and nothing is fast. A history is followed to its
end; where nothing is hidden, histories that come to the same situation are looked up instead of followed
again. Rates must be stated per round.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from parley.scenario.parts import Accord, Condition, Lever, Plan, Scenario
from parley.scenario.quantities import Quantity, Terms, When

LADDER = ("open", "demanded", "expected", "conceded")
Worth = list[list[float]]  # by party, by disposition


@dataclass(frozen=True)
class Place:
    """A situation: the level of every track, the setting of everything else."""

    levels: tuple[tuple[str, int], ...]
    settings: tuple[tuple[str, str], ...]

    def put(self, name: str, setting: str) -> Place:
        """The same situation with one setting changed."""
        return replace(self, settings=tuple((n, setting if n == name else s) for n, s in self.settings))


@dataclass(frozen=True)
class Move:
    """What a party with the floor can do: who must agree, what it costs, and where it leads."""

    by: str
    cost: dict[str, Quantity]
    signers: tuple[str, ...]
    plan: Plan | None = None
    there: Place | None = None
    gain: dict[str, Quantity] | None = None


class Tree:
    """The game tree of a scenario; `worth()` is what it is worth to every party, by disposition."""

    def __init__(self, scenario: Scenario):
        self.scenario = scenario
        self.parties = list(scenario.parties)
        hidden = scenario.hidden
        self.hidden = hidden.id if hidden else None
        self.kinds = 2 if hidden else 1
        self.known: dict[tuple[int, Place], Worth] = {}
        self.fought: dict[Place, Worth] = {}
        self.prior = {
            p.id: math.log(a / b)
            for p in scenario.parties.values()
            if hidden
            for a, b in [
                [n.value for n in p.beliefs.get(hidden.id, {}).values()]
                or [d.weight.value for d in hidden.dispositions]
            ]
        }

    def worth(self) -> Worth:
        """The worth of the whole game, before anybody has spoken."""
        return self.start_of_round(0, self._start(), 0.0)

    # ---- section 3: the timing of a round

    def start_of_round(self, t: int, place: Place, log_odds: float) -> Worth:
        """V: worth before the floor is given."""
        if not self.hidden and (t, place) in self.known:
            return self.known[t, place]
        worth = self._collapsed(place)
        if worth is None and t == self.scenario.rounds:
            worth = self._stated(self.scenario.horizon_worth, place)
        if worth is None:
            floor = self._floor(t, place)
            worth = _times(1.0 - sum(floor.values()), self.fight(t, place, log_odds))
            for party, chance in floor.items():
                if chance > 0:
                    worth = _plus(worth, _times(chance, self.speak(party, t, place, log_odds)))
        if not self.hidden:
            self.known[t, place] = worth
        return worth

    def fight(self, t: int, place: Place, log_odds: float) -> Worth:
        """C: the flow, and what nature leads to, discounted; before the horizon it depends on no belief."""
        last = t == self.scenario.rounds - 1
        if last and place in self.fought:
            return self.fought[place]
        later = self._nothing()
        for chances, there in self._nature(t, place):
            news = math.log(chances[0] / chances[-1]) if min(chances) > 0 else 0.0
            then = self.start_of_round(t + 1, there, log_odds + news)
            for i in range(len(self.parties)):
                for h in range(self.kinds):
                    later[i][h] += chances[h] * then[i][h]
        day = self.scenario.as_of + timedelta(days=self._passed(t))
        longer = self._length(t) / self.scenario.round_days
        for i, party in enumerate(self.scenario.parties.values()):
            for h in range(self.kinds):
                flow = self._sum(party.flow, place, h, day) * longer
                later[i][h] = flow + self._discount(party.id, t) * later[i][h]
        if last:
            self.fought[place] = later
        return later

    def speak(self, party: str, t: int, place: Place, log_odds: float) -> Worth:
        """The worth of a round in which a party has the floor."""
        moves = list(self._moves(party, place))
        if party != self.hidden:
            worths = [self._paid(m, self._proposed(m, t, place, log_odds)) for m in moves]
            chances = self._choose(party, worths, log_odds)
            return self._mix(worths, [[c] * self.kinds for c in chances])

        def judged(news: Sequence[float]) -> list[Worth]:
            return [
                self._paid(m, self._asked(m, 0, t, place, after))
                for m, after in zip(moves, news, strict=True)
            ]

        return self._mix(*self._consistent(judged, len(moves), log_odds))

    # ---- answers

    def _proposed(self, move: Move, t: int, place: Place, log_odds: float) -> Worth:
        """An open party's move, before anybody answers."""
        if self.hidden not in move.signers:
            return self._asked(move, 0, t, place, log_odds)
        k = move.signers.index(self.hidden)
        walk = self.scenario.walk_out_worth.get(self.hidden)

        def judged(news: Sequence[float]) -> list[Worth]:
            options = [self._asked(move, k + 1, t, place, news[0]), self._refused(move, t, place, news[1])]
            return options + ([self._stated(walk, place)] if walk is not None else [])

        worth = self._mix(*self._consistent(judged, 2 if walk is None else 3, log_odds))
        for signer in reversed(move.signers[:k]):
            worth = self._answer(signer, worth, move, t, place, log_odds)
        return worth

    def _asked(self, move: Move, first: int, t: int, place: Place, log_odds: float) -> Worth:
        """The answers of the signatories from `first` on, all of them open."""
        worth = self._through(move, t, place, log_odds)
        for signer in reversed(move.signers[first:]):
            worth = self._answer(signer, worth, move, t, place, log_odds)
        return worth

    def _answer(self, signer: str, yes: Worth, move: Move, t: int, place: Place, log_odds: float) -> Worth:
        options = [yes, self._refused(move, t, place, log_odds)]
        if signer in self.scenario.walk_out_worth:
            options.append(self._stated(self.scenario.walk_out_worth[signer], place))
        chances = self._choose(signer, options, log_odds)
        return self._mix(options, [[c] * self.kinds for c in chances])

    def _through(self, move: Move, t: int, place: Place, log_odds: float) -> Worth:
        if move.plan is not None:
            return self._settled(move.plan, t, place)
        going_on = self.fight(t, move.there or place, log_odds)
        return _plus(going_on, self._amounts(move.gain or {}))

    def _refused(self, move: Move, t: int, place: Place, log_odds: float) -> Worth:
        going_on = self.fight(t, place, log_odds)
        if move.plan is None:
            return going_on
        chance = self.scenario.breakdown_chance.value
        over = self._stated(self.scenario.breakdown_worth, place)
        return _plus(_times(1 - chance, going_on), _times(chance, over))

    def _paid(self, move: Move, worth: Worth) -> Worth:
        return _plus(worth, _times(-1.0, self._amounts(move.cost)))

    # ---- choice and beliefs

    def _choose(self, party: str, options: list[Worth], log_odds: float) -> list[float]:
        i, belief = self.parties.index(party), self._belief(party, log_odds)
        own = [sum(b * x for b, x in zip(belief, option[i], strict=True)) for option in options]
        return _logit(own, self._precision(party))

    def _belief(self, party: str, log_odds: float) -> list[float]:
        if not self.hidden:
            return [1.0]
        first = 1.0 / (1.0 + math.exp(-(self.prior[party] + log_odds)))
        return [first, 1.0 - first]

    def _consistent(
        self, judged: Callable[[Sequence[float]], list[Worth]], count: int, log_odds: float
    ) -> tuple[list[Worth], list[list[float]]]:
        """The hidden party's choice and the log-odds after it, agreeing: damped steps from "no news"."""
        assert self.hidden
        i, news = self.parties.index(self.hidden), [log_odds] * count
        for _ in range(20000):
            options = judged(news)
            by_kind = [
                _logit([option[i][h] for option in options], self._precision(self.hidden)) for h in range(2)
            ]
            told = [log_odds + math.log(a) - math.log(b) for a, b in zip(*by_kind, strict=True)]
            gap = max(abs(x - y) for x, y in zip(told, news, strict=True))
            if gap < 1e-12:
                break
            news = [y + 0.5 * (x - y) for x, y in zip(told, news, strict=True)]
        assert gap < 1e-9, "no agreement between choices and beliefs was found"
        return options, [[by_kind[h][o] for h in range(2)] for o in range(count)]

    def _mix(self, options: list[Worth], chances: list[list[float]]) -> Worth:
        return [
            [
                sum(c[h] * option[i][h] for option, c in zip(options, chances, strict=True))
                for h in range(self.kinds)
            ]
            for i in range(len(self.parties))
        ]

    # ---- section 4: payoffs

    def _settled(self, plan: Plan, t: int, place: Place) -> Worth:
        worth = self._terms_worth(plan, place)
        for i, party in enumerate(self.scenario.parties.values()):
            deal = party.any_deal
            if deal:
                fade = 0.5 ** (self._passed(t) / deal.half_life.value) if deal.half_life else 1.0
                worth[i] = [x + fade * self._sum(deal.bonus, place, h) for h, x in enumerate(worth[i])]
        after = self.scenario.aftermath
        if after is None:
            return worth
        tilt = deterrence = 0.0
        for issue, chosen in self._terms(plan, place).items():
            option = next(o for o in self.scenario.issues[issue].options if o.id == chosen)
            for party_id, strength in option.strength.items():
                tilt += strength.value if party_id == after.opportunist else -strength.value
            deterrence += option.deterrence.value if option.deterrence else 0.0
        o = self.parties.index(after.opportunist)
        precision = after.precision.value if after.precision else self._precision(after.opportunist)
        result = self._nothing()
        for h in range(self.kinds):
            wins = 1 / (1 + math.exp(-(self._sum(after.balance, place, h) + tilt)))
            renewed = [
                wins * _of(after.wins, p, h) + (1 - wins) * _of(after.loses, p, h) - _of(after.cost, p, h)
                for p in self.parties
            ]
            renewed[o] -= deterrence
            broken = _logit([renewed[o], worth[o][h]], precision)[0]
            for i in range(len(self.parties)):
                result[i][h] = (1 - broken) * worth[i][h] + broken * renewed[i]
        return result

    def _terms_worth(self, plan: Plan, place: Place) -> Worth:
        result = self._nothing()
        settings = dict(place.settings)
        for i, party in enumerate(self.scenario.parties.values()):
            reference = dict(party.reference)
            for condition in self.scenario.conditions.values():
                if settings[condition.id] in ("expected", "conceded"):
                    reference[condition.issue] = condition.option
            for issue, option in self._terms(plan, place).items():
                if issue not in party.values:
                    continue
                for h in range(self.kinds):
                    value = self._sum(party.values[issue][option], place, h)
                    result[i][h] += value
                    if issue in reference:
                        least = self._sum(party.values[issue][reference[issue]], place, h)
                        result[i][h] -= party.loss_aversion.value * max(0.0, least - value)
        return result

    def _terms(self, plan: Plan, place: Place) -> dict[str, str]:
        """A plan's options; what has been conceded is in every settlement."""
        settings, terms = dict(place.settings), dict(plan.terms)
        for condition in self.scenario.conditions.values():
            if settings[condition.id] == "conceded":
                terms[condition.issue] = condition.option
        return terms

    # ---- what can be done, and what nature does

    def _moves(self, party: str, place: Place) -> Iterator[Move]:
        s, settings = self.scenario, dict(place.settings)
        yield Move(party, {}, ())
        offered: list[tuple[tuple[tuple[str, str], ...], tuple[str, ...]]] = []
        for plan in s.plans.values():
            comes_to = (tuple(sorted(self._terms(plan, place).items())), plan.signatories)
            if party in plan.proposers and comes_to not in offered:
                offered.append(comes_to)
                yield Move(party, {}, _others(plan.signatories, party), plan=plan)
        for accord in s.accords.values():
            if settings[accord.id] == "off" and party in accord.proposers and self._holds(accord.when, place):
                there = place.put(accord.id, "in_force")
                yield Move(
                    party, {party: accord.propose_cost}, _others(accord.signatories, party), there=there
                )
            if settings[accord.id] == "in_force" and party in accord.leavers:
                yield Move(party, {party: accord.leave_cost}, (), there=place.put(accord.id, "off"))
        for condition in s.conditions.values():
            rung = settings[condition.id]
            acts: list[tuple[str, str, tuple[str, ...], str]] = [
                ("demand", condition.claimant, ("open",), "demanded")
            ]
            acts += [
                (act, condition.target, ("demanded", "expected"), to)
                for act, to in (("rebuff", "open"), ("concede", "conceded"))
            ]
            for act, by, standing, to in acts:
                if by == party and rung in standing:
                    cost = {party: condition.costs[act]} if act in condition.costs else {}
                    yield Move(party, cost, (), there=place.put(condition.id, to))
        for lever in s.levers.values():
            for setting in lever.settings:
                movable = lever.holder == party and setting != settings[lever.id]
                if movable and self._holds(lever.when, place):
                    cost = {party: lever.switch_cost[setting]} if setting in lever.switch_cost else {}
                    yield Move(party, cost, (), there=place.put(lever.id, setting))
        for gesture in s.gestures.values():
            if gesture.by == party and self._holds(gesture.when, place):
                yield Move(party, {}, (), gain=dict(gesture.worth))
        for transfer in s.transfers.values():
            if transfer.by == party and self._holds(transfer.when, place):
                yield Move(party, {}, _others(transfer.signatories, party), gain=dict(transfer.worth))

    def _nature(self, t: int, place: Place) -> Iterator[tuple[list[float], Place]]:
        """Every way the situation can move, with its chance under each disposition."""
        ways: list[tuple[list[float], Place]] = [([1.0] * self.kinds, place)]
        for track in self.scenario.theatre.values():
            ways = [w for way in ways for w in self._steps(t, track.id, place, way)]
        for condition in self.scenario.conditions.values():
            if dict(place.settings)[condition.id] == "demanded":
                rise = [self._over(t, [self._sum(condition.sets_in, place, h)])[0] for h in range(self.kinds)]
                ways = [w for way in ways for w in _forks(way, rise, way[1].put(condition.id, "expected"))]
        for accord in self.scenario.accords.values():
            if dict(place.settings)[accord.id] == "in_force" and accord.lasts:
                ends = [min(1.0, self._length(t) / accord.lasts.value)] * self.kinds
                ways = [w for way in ways for w in _forks(way, ends, way[1].put(accord.id, "off"))]
        return (way for way in ways if max(way[0]) > 0)

    def _steps(
        self, t: int, track_id: str, place: Place, way: tuple[list[float], Place]
    ) -> Iterator[tuple[list[float], Place]]:
        track, level = self.scenario.theatre[track_id], dict(place.levels)[track_id]
        kinds = range(self.kinds)
        both = [self._over(t, [self._sum(s, place, h) for s in (track.up, track.down)]) for h in kinds]
        up = [both[h][0] * (level < track.highest) for h in kinds]
        down = [both[h][1] * (level > track.lowest) for h in kinds]
        for step, chance in ((0, [1 - u - d for u, d in zip(up, down, strict=True)]), (1, up), (-1, down)):
            levels = tuple((n, x + step if n == track_id else x) for n, x in way[1].levels)
            yield [a * b for a, b in zip(way[0], chance, strict=True)], replace(way[1], levels=levels)

    def _collapsed(self, place: Place) -> Worth | None:
        for track in self.scenario.theatre.values():
            level = dict(place.levels)[track.id]
            for collapse, end in ((track.top, track.highest), (track.bottom, track.lowest)):
                if collapse and level == end:
                    if collapse.terms:
                        return self._terms_worth(self.scenario.plans[collapse.terms], place)
                    return self._stated(collapse.worth, place)
        return None

    def _floor(self, t: int, place: Place) -> dict[str, float]:
        floor = self.scenario.floor
        if floor.alternate:
            return {floor.alternate[t % len(floor.alternate)]: 1.0}
        longer = self._length(t) / self.scenario.round_days
        shares = {party: self._sum(terms, place, 0) * longer for party, terms in floor.chances.items()}
        return {party: share / max(1.0, sum(shares.values())) for party, share in shares.items()}

    # ---- stated numbers

    def _length(self, t: int) -> float:
        """How many days round t lasts."""
        days = self.scenario.round_days
        for one in self.scenario.longer:
            days = one.days if t >= one.start else days
        return days

    def _passed(self, t: int) -> float:
        return sum(self._length(before) for before in range(t))

    def _over(self, t: int, chances: list[float]) -> list[float]:
        """Chances that compete in a round of the first length, in one as long as round t."""
        longer, together = self._length(t) / self.scenario.round_days, sum(chances)
        if longer == 1.0 or together == 0.0:
            return chances
        return [one / together * (1.0 - (1.0 - together) ** longer) for one in chances]

    def _start(self) -> Place:
        s = self.scenario
        others: tuple[Lever | Condition | Accord, ...] = (
            *s.levers.values(),
            *s.conditions.values(),
            *s.accords.values(),
        )
        return Place(
            tuple((t.id, t.start) for t in s.theatre.values()),
            tuple((part.id, part.start) for part in others),
        )

    def _holds(self, when: When, place: Place) -> bool:
        settings, levels = dict(place.settings), dict(place.levels)
        return all(settings[n] in words for n, words in when.posture.items()) and all(
            low <= levels[n] <= high for n, (low, high) in when.levels.items()
        )

    def _sum(self, terms: Terms, place: Place, h: int, day: object = None) -> float:
        total = 0.0
        for term in terms:
            number = term.amount.under(h)
            assert number.per_days in (None, self.scenario.round_days), "state rates per round"
            day_counts = day is None or (
                (term.starts is None or term.starts <= day) and (term.ends is None or day < term.ends)  # type: ignore[operator]
            )
            if not day_counts or not self._holds(term.when, place):
                continue
            times = 1.0
            if term.for_each:
                level = dict(place.levels)[term.for_each.track]
                above, below = term.for_each.above, term.for_each.below
                times = max(0, level - above) if above is not None else max(0, (below or 0) - level)
            total += number.value * times
        return total

    def _stated(self, worths: object, place: Place) -> Worth:
        by_party: dict[str, Terms] = dict(worths)  # type: ignore[call-overload]
        return [
            [self._sum(by_party.get(party, ()), place, h) for h in range(self.kinds)]
            for party in self.parties
        ]

    def _amounts(self, payments: dict[str, Quantity]) -> Worth:
        return [[_of(payments, party, h) for h in range(self.kinds)] for party in self.parties]

    def _discount(self, party: str, t: int) -> float:
        patience = self.scenario.parties[party].patience
        if patience.number is None:
            return 1.0
        if patience.kind == "half_life":
            return float(0.5 ** (self._length(t) / patience.number.value))
        assert patience.kind == "per_round"
        return patience.number.value

    def _precision(self, party: str) -> float:
        number = self.scenario.parties[party].precision
        return number.value if number else math.inf

    def _nothing(self) -> Worth:
        return [[0.0] * self.kinds for _ in self.parties]


def _logit(worths: list[float], precision: float) -> list[float]:
    best = max(worths)
    if math.isinf(precision):
        first = next(o for o, worth in enumerate(worths) if worth >= best - 1e-9)
        return [float(o == first) for o in range(len(worths))]
    weights = [math.exp(precision * (worth - best)) for worth in worths]
    return [weight / sum(weights) for weight in weights]


def _forks(
    way: tuple[list[float], Place], chance: list[float], there: Place
) -> Iterator[tuple[list[float], Place]]:
    yield [a * (1 - b) for a, b in zip(way[0], chance, strict=True)], way[1]
    yield [a * b for a, b in zip(way[0], chance, strict=True)], there


def _others(signatories: tuple[str, ...], party: str) -> tuple[str, ...]:
    return tuple(signer for signer in signatories if signer != party)


def _of(payments: object, party: str, h: int) -> float:
    by_party: dict[str, Quantity] = dict(payments)  # type: ignore[call-overload]
    return by_party[party].under(h).value if party in by_party else 0.0


def _times(factor: float, worth: Worth) -> Worth:
    return [[factor * x for x in row] for row in worth]


def _plus(one: Worth, other: Worth) -> Worth:
    return [[a + b for a, b in zip(x, y, strict=True)] for x, y in zip(one, other, strict=True)]
