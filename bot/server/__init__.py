"""Starting and stopping: the web server, workers and clock in one process."""
