"""Stands in for open_clip where only torch is installed: the same names, the same order of drawing."""
