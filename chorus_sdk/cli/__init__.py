"""`chorus`: an argument, one public call, and what it said."""
