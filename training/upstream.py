"""OpenCLIP and timm from sources beside the project, with what they import and do not need here left empty.

Neither is a part of the project. Release 2.26.1 of open_clip and 1.0.9 of pytorch-image-models run on PyTorch 1.13 without
torchvision, the hub's client and the rest, as long as nothing is downloaded.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
import types
from pathlib import Path

EMPTY = {"torchvision", "huggingface_hub", "safetensors", "ftfy", "regex", "tqdm", "transformers"}


class Constant(type):
    """A class whose every attribute is its own name, such as a way of interpolation."""

    def __getattr__(cls, name: str) -> str:
        if name.startswith("__"):
            raise AttributeError(name)
        return name


class Empty(types.ModuleType):
    __path__: list[str] = []

    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        made = Constant(name, (object,), {"__init__": lambda self, *_, **__: None})
        setattr(self, name, made)
        return made


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] not in EMPTY:
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        return Empty(spec.name)

    def exec_module(self, module):
        pass


def use(timm: Path, open_clip: Path) -> None:
    """Makes `timm` and `open_clip.model` importable from the folders that hold the packages of these names."""
    sys.meta_path.insert(0, Finder())
    sys.path.insert(0, str(timm))
    package = types.ModuleType("open_clip")
    package.__path__ = [str(open_clip / "open_clip")]
    sys.modules["open_clip"] = package
