"""ZUGFeRD 1.0 (2014): the German forerunner of Factur-X, and its draft (*ancêtre de Factur-X*)."""
