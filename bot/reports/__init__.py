"""What was done in a period, in figures that equal their rows: on the screen, as a Word report, as an Excel file."""
