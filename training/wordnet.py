"""As much of WordNet's noun database as the captions need: senses, synonyms and hypernyms."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

# Lexicographer files (lexnames(5WN)) in which a name of each emoji group is looked up, so that a crane is a bird or a machine, not a poet.
GROUP_LEXICON = {3: {5, 20}, 4: {13, 20, 6}, 5: {6, 17, 19}, 6: {6, 4, 10}, 7: {6, 10, 13}}


@dataclass(frozen=True)
class Synset:
    words: tuple[str, ...]
    lexicon: int
    hypernyms: tuple[int, ...]


class WordNet:
    def __init__(self, folder: Path) -> None:
        self.synsets: dict[int, Synset] = {}
        for line in (folder / "data.noun").read_text().splitlines():
            if line.startswith(" "):
                continue
            fields = line.split(" | ")[0].split()
            count = int(fields[3], 16)
            words = tuple(fields[4 + 2 * i].replace("_", " ") for i in range(count))
            pointers = fields[5 + 2 * count :]
            up = tuple(int(pointers[4 * i + 1]) for i in range(int(fields[4 + 2 * count])) if pointers[4 * i][0] == "@")
            self.synsets[int(fields[0])] = Synset(words, int(fields[1]), up)
        self.senses: dict[str, list[int]] = {}
        for line in (folder / "index.noun").read_text().splitlines():
            if line.startswith(" "):
                continue
            fields = line.split()
            self.senses[fields[0].replace("_", " ")] = [int(offset) for offset in fields[-int(fields[2]) :]]

    def sense(self, name: str, lexicon: set[int]) -> int | None:
        """The commonest noun sense of `name` in the given lexicographer files."""
        for offset in self.senses.get(name.lower(), ()):
            if self.synsets[offset].lexicon in lexicon:
                return offset
        return None

    def broader(self, offset: int) -> list[str]:
        """Words of all hypernyms, nearest first."""
        words: list[str] = []
        queue = list(self.synsets[offset].hypernyms)
        while queue:
            synset = self.synsets[queue.pop(0)]
            words.extend(synset.words)
            queue.extend(synset.hypernyms)
        return list(dict.fromkeys(words))
