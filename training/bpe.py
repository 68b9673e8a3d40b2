"""CLIP's tokenizer, byte-level BPE with an end-of-word mark: learning, encoding, and the `tokenizer.json` of it."""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections import Counter
from functools import lru_cache
from pathlib import Path

START, END, WORD_END = "<|startoftext|>", "<|endoftext|>", "</w>"
PATTERN = r"'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"
# The same without \p, which Python's `re` lacks: a letter is a word character that is neither digit nor underscore.
WORDS = re.compile(r"'s|'t|'re|'ve|'m|'ll|'d|[^\W\d_]+|\d|(?:[^\s\w]|_)+")


def byte_letters() -> list[str]:
    """A printable character for each byte: itself where it prints, else one from U+0100 on."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in printable]
    letters = {byte: chr(byte) for byte in printable} | {byte: chr(256 + i) for i, byte in enumerate(others)}
    return [letters[byte] for byte in [*printable, *others]]


def byte_map() -> dict[int, str]:
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in printable]
    return dict(zip([*printable, *others], byte_letters()))


BYTES = byte_map()


def words_of(text: str) -> list[str]:
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).lower()
    return WORDS.findall(text)


def symbols_of(word: str) -> tuple[str, ...]:
    letters = [BYTES[byte] for byte in word.encode()]
    return (*letters[:-1], letters[-1] + WORD_END)


def merge(symbols: tuple[str, ...], pair: tuple[str, str]) -> tuple[str, ...]:
    out: list[str] = []
    i = 0
    while i < len(symbols):
        if symbols[i : i + 2] == pair:
            out.append(pair[0] + pair[1])
            i += 2
        else:
            out.append(symbols[i])
            i += 1
    return tuple(out)


def learn(words: Counter[str], merges: int) -> list[tuple[str, str]]:
    """The `merges` most frequent pairs, one after the other; ties go to the pair that sorts first."""
    splits = {word: symbols_of(word) for word in words}
    counts: Counter[tuple[str, str]] = Counter()
    where: dict[tuple[str, str], set[str]] = {}
    for word, symbols in splits.items():
        for pair in zip(symbols, symbols[1:]):
            counts[pair] += words[word]
            where.setdefault(pair, set()).add(word)
    learned: list[tuple[str, str]] = []
    while len(learned) < merges:
        best = min(((-count, pair) for pair, count in counts.items() if count > 0), default=None)
        if best is None:
            break
        pair = best[1]
        learned.append(pair)
        for word in sorted(where[pair]):
            old, new = splits[word], merge(splits[word], pair)
            if old == new:
                continue
            for gone in zip(old, old[1:]):
                counts[gone] -= words[word]
            for come in zip(new, new[1:]):
                counts[come] += words[word]
                where.setdefault(come, set()).add(word)
            splits[word] = new
        counts.pop(pair, None)
    return learned


class Tokenizer:
    def __init__(self, merges: list[tuple[str, str]], context_length: int) -> None:
        self.context_length = context_length
        letters = byte_letters()
        symbols = [*letters, *(letter + WORD_END for letter in letters), *("".join(pair) for pair in merges), START, END]
        self.vocabulary = {symbol: i for i, symbol in enumerate(symbols)}
        self.merges = merges
        self.ranks = {pair: i for i, pair in enumerate(merges)}
        self.split = lru_cache(maxsize=65536)(self._split)

    def _split(self, word: str) -> tuple[int, ...]:
        symbols = symbols_of(word)
        while len(symbols) > 1:
            best = min(zip(symbols, symbols[1:]), key=lambda pair: self.ranks.get(pair, len(self.ranks)))
            if best not in self.ranks:
                break
            symbols = merge(symbols, best)
        return tuple(self.vocabulary[symbol] for symbol in symbols)

    def encode(self, text: str) -> list[int]:
        """Ids with start and end, cut to the context length, the end kept; not padded."""
        ids = [token for word in words_of(text) for token in self.split(word)]
        return [self.vocabulary[START], *ids[: self.context_length - 2], self.vocabulary[END]]

    def batch(self, texts: list[str]) -> list[list[int]]:
        """Ids padded with 0 to the longest of `texts`."""
        rows = [self.encode(text) for text in texts]
        longest = max(map(len, rows))
        return [row + [0] * (longest - len(row)) for row in rows]

    def to_json(self) -> dict:
        return tokenizer_json(self.vocabulary, self.merges)

    @staticmethod
    def from_json(data: dict, context_length: int) -> Tokenizer:
        merges = [tuple(pair.split(" ")) if isinstance(pair, str) else tuple(pair) for pair in data["model"]["merges"]]
        tokenizer = Tokenizer(merges, context_length)
        tokenizer.vocabulary = {**data["model"]["vocab"], **{t["content"]: t["id"] for t in data["added_tokens"]}}
        return tokenizer


def tokenizer_json(vocabulary: dict[str, int], merges: list[tuple[str, str]]) -> dict:
    def special(content: str, normalized: bool) -> dict:
        flags = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": normalized, "special": True}
        return {"id": vocabulary[content], "content": content, **flags}

    split = {"type": "Split", "pattern": {"Regex": PATTERN}, "behavior": "Removed", "invert": True}
    byte_level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}
    spaces = {"type": "Replace", "pattern": {"Regex": "\\s+"}, "content": " "}
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [special(START, True), special(END, False)],
        "normalizer": {"type": "Sequence", "normalizers": [{"type": "NFC"}, spaces, {"type": "Lowercase"}]},
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [split, byte_level]},
        "post_processor": {
            "type": "RobertaProcessing",
            "sep": [END, vocabulary[END]],
            "cls": [START, vocabulary[START]],
            "trim_offsets": False,
            "add_prefix_space": False,
        },
        "decoder": {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True},
        "model": {
            "type": "BPE",
            "dropout": None,
            "unk_token": END,
            "continuing_subword_prefix": "",
            "end_of_word_suffix": WORD_END,
            "fuse_unk": False,
            "vocab": vocabulary,
            "merges": [" ".join(pair) for pair in merges],
        },
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with captions.json; tokenizer.json goes there")
    parser.add_argument("--vocabulary", type=int, default=6144, help="number of tokens, the two special ones included")
    options = parser.parse_args()
    from captions import CHINESE_TEMPLATES, ENGLISH_TEMPLATES

    captions = json.loads((options.data / "captions.json").read_text())
    words: Counter[str] = Counter()
    for concept in captions["classes"].values():
        for phrase, weight in concept["true"].items():
            for word in words_of(captions["phrases"][int(phrase)]):
                words[word] += round(100 * weight)
    for template in (*ENGLISH_TEMPLATES, *CHINESE_TEMPLATES):
        for word in words_of(template.replace("{}", " ")):
            words[word] += 10_000
    merges = learn(words, options.vocabulary - 512 - 2)
    (options.data / "tokenizer.json").write_text(json.dumps(Tokenizer(merges, 16).to_json(), ensure_ascii=False))
    print(f"{len(words)} words, {len(merges)} merges")


if __name__ == "__main__":
    main()
