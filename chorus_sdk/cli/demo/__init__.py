"""The story that `chorus demo` tells, on a local Chorus Pro of its own."""
