"""The ward's news: the portal's feed, own articles, and their way to Zalo."""
