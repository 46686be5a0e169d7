"""One turn of one person: state in, understand, route, reply, state out."""
