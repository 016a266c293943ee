"""Reading a PDF straight from its bytes, without the engine (*lecture directe*).

Opening a document with the engine and asking it costs several times what a plain document needs.
These rooms read plain documents, and plain ones only: whatever is encrypted, repaired, unusual or
in doubt is `Undecided`, and the engine is asked instead. Nothing here guesses.
"""
