"""The workbench in the browser: a shell like the command line. It parses, calls the workbench, and shows."""
