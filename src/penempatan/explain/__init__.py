"""Why here, why not there, why nobody, and what planning all posts together bought. No solver here."""
