"""How an invoice is written: detection, reading, writing, one folder a syntax."""
