"""What was sent and what came of it (*journal des dépôts*): survives a crash, shared by workers.

Before a deposit leaves, its fingerprint is on disk. Whatever happens then (a lost answer, a crash,
a restart) the journal asks the platform what became of it, and only then sends again.
"""
