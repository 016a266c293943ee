"""The operations of the sandbox's Chorus Pro: one function each, a table of routes."""
