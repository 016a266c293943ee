"""A validation report for programs and for people: JSON, SARIF, HTML, text."""
