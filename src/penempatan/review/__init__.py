"""The approval round trip: decisions read back, kept in a register, and what they changed."""
