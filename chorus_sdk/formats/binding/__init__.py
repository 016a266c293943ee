"""One engine for all syntaxes: a table of rows, from which reader and writer are compiled.

`table` says what a row is, `values` how text becomes a value and back, `reading` and `writing`
compile the two directions, `places` names where something stands in a document.
"""
