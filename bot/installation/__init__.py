"""How this installation stands: health, restore guard, sign-in to Zalo, token store."""
