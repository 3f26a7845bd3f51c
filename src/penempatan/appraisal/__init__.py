"""How an education is read and how well it fits a list: what `penempatan pendidikan` answers."""
