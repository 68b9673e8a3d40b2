"""Stands in for timm where only torch is installed: its vision transformer for CLIP, built and drawn in timm's order."""
