"""Whether an invoice is right: rules, rule sets, layers."""
