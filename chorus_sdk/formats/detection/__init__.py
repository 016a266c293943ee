"""How `detect` tells documents apart (*détection*): one file a family of formats."""
