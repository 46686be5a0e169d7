"""HOW messages move. Knows nothing of ward affairs: those are words in content/ and topics in handlers/."""
