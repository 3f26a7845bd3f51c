"""What is known outside the round: levels, programmes, ranks, posts, offices, kecamatan, code lists.

Loaders read small CSV tables in `data/` on first use (nothing at import). `data/README.md` names the derivation.
"""
