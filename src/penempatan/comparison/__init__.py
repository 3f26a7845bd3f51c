"""Two results side by side: who changed, what it gained and cost, and which rules and inputs differ."""
