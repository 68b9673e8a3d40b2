"""What the machine multiplies in."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import torch


@lru_cache
def has_bfloat16() -> bool:
    """A GPU, or a CPU with AVX-512's bfloat16 products (there it makes training more than twice as fast)."""
    cpu = Path("/proc/cpuinfo")
    return torch.cuda.is_available() or (cpu.exists() and "avx512_bf16" in cpu.read_text())
