"""What a plan is judged by: the tiers of the objective and the limits of the round. No solver here."""
