"""The chapters of the council pack: content in, blocks out."""
