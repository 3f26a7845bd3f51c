"""Rounds without any plan: the smallest set of demands that clash, told only where two methods agree.

demands      limits, pins and bans of present posts as rows that can be asked about one by one
feasible     whether demands can be kept together: a plan, or prices over all pairs that prove there is none
clash        the fewest demands that clash
why_no_plan  the question asked of a round, and its answer in words
"""
