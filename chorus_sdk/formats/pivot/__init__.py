"""The pivot in which Chorus Pro hands invoices to public buyers (*flux pivot FEN0036A*).

`stream.open_pivot` reads, `writer.write_pivot` writes; `status.read_status` reads what comes back,
`status_writer.write_status` writes it; `explaining.iter_schema_findings` says what breaks the
schema, which `xsd.pivot_xsd` gives as a document.
"""
