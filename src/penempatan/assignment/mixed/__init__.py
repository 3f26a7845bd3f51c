"""Rounds with limits that break the network: bounds by linear programming, plans by branch and bound.

program     the door to OR-Tools' MathOpt (GLOP, HiGHS): one linear or mixed-integer program, arrays in, out
rows        what stands beside the pairs: people, vacancies, limits, earlier tiers
layout      these as rows and columns, and a basis carried from one program to the next
pricing     one exact pass over all eligible pairs: the bound that any prices prove
cuts        limits that follow from the others for whole plans, and so cut fractions off; `couples`: for two
relaxation  the best prices of a tier, by column generation and cuts
search      the best plan of a tier, on the pairs that the prices leave, where the prices alone do not find it
face        what a tier leaves to the next one, and its prices made good for all pairs again
solve       tier after tier
"""
