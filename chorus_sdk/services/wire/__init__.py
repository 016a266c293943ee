"""The platform's own field names, and nothing but them: one table an object."""
