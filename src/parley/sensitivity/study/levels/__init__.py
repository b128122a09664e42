"""Studies of large games by levels: few draws solved in full, more in a coarse form, the rest read off both.

Multi-fidelity estimation (Peherstorfer, Willcox and Gunzburger 2018): cheap solves follow the dear ones
closely enough to carry what a few of those say over to many draws, and solves held out say how closely.
"""
