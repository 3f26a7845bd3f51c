"""Rounds with limits that break the network: bounds by linear programming, plans by branch and bound.

program     the door to OR-Tools' MathOpt (HiGHS): one linear or mixed-integer program, arrays in and out
rows        what stands beside the pairs: people, vacancies, limits, earlier tiers
pricing     one exact pass over all eligible pairs: the bound that any prices prove
relaxation  the best prices of a tier, by column generation
search      the best plan of a tier, on the pairs that the prices leave
solve       tier after tier
"""
