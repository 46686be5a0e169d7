"""Questions the bot did not understand: kept without anybody's name, and made into words it understands."""
