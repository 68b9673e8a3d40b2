from pathlib import Path

import torch
from safetensors_io import load


def load_file(path: str) -> dict:
    return {name: torch.from_numpy(values.copy()) for name, values in load(Path(path)).items()}
