import json
from types import SimpleNamespace

import bpe


class Tokenizer:
    def __init__(self, inner: bpe.Tokenizer) -> None:
        self.inner = inner

    @staticmethod
    def from_file(path: str) -> "Tokenizer":
        with open(path, encoding="utf8") as file:
            return Tokenizer(bpe.Tokenizer.from_json(json.load(file), 1 << 20))

    def encode(self, text: str) -> SimpleNamespace:
        return SimpleNamespace(ids=self.inner.encode(text))
