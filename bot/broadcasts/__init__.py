"""A broadcast's life: written, approved, planned, spread to people, sent, counted. Knows no Flask and no SQL."""
