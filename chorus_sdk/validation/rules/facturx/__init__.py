"""What a Factur-X profile demands beyond the schemas (*profils Factur-X*)."""
