"""The demo installation: the welcome text, made-up people and a believable month."""
