"""Questions the bot did not understand: kept without the person, grouped, and taught to the bot."""
