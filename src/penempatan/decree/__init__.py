"""From approved rows to papers: the annex of the decree, the minutes, and the dossier for I-MUT."""
