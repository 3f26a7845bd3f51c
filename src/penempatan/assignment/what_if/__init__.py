"""What a decision on one row would lead to: the figures that a real review would give."""
