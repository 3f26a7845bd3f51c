"""`aturan.toml` ↔ frozen dataclasses. `model.py` is the shape, `aturan.toml` beside it the reference."""
