"""The command line: one command a file; shells only parse and print."""
