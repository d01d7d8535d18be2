"""The command line, thin over the library: one file a command.

Words typed by a person come in; reports, tables and one-sentence errors go out. `main.py` holds the app and turns
errors into exit codes; each command loads what it needs only when it runs.
"""
