"""Mutation testing of the rules: small changes of their source that the tests have to notice."""
