"""What a person can read of an invoice (*restitution lisible*)."""
