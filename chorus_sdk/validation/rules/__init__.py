"""The rules, one function each: official id, severity, business terms, our own sentences."""
