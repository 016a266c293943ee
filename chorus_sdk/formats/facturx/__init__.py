"""Factur-X (*facture mixte*): a readable PDF/A-3 with the invoice's CII inside."""
