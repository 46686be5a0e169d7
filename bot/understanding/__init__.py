"""Understanding residents' Vietnamese: pure, fast, without files, network or platform."""
