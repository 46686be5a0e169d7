"""The only room that knows Zalo: its JSON becomes an Event, a Reply its JSON, an error an Outcome."""
