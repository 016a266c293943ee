"""What Chorus Pro does for you: flows, invoices, structures."""
