"""UN/CEFACT Cross Industry Invoice, which is also the XML inside Factur-X."""
