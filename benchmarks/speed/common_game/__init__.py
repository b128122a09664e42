"""One small game that any solver can be written for, and four that solve it: ours, C, numpy, Python.

Two parties take turns to offer a division of one pie while a front between them walks at random; reaching
either end is victory, and when the rounds run out the pie goes by position. Every way of solving it gives
the worths at the start of every round, shape [t, k, i]: round, position of the front, party.
"""
