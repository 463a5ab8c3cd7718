"""How files of each vector format become rows, whatever is in them; the table is in `layers`."""
