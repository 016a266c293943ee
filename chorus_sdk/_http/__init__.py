"""The wire: what an operation is, how it travels, what is tried again, how pages and waits run."""
