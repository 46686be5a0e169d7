"""What the desk is made of: lines of a talk, notes, ready answers, closing and rating, figures."""
