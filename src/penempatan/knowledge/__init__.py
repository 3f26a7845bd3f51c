"""What is known outside the round: levels, programmes, ranks, posts, offices, kecamatan, code lists.

Loaders read small CSV tables in `data/` on first use (nothing at import); the README there names the
derivation of each.
"""
