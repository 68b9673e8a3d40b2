"""Packs a folder of pictures into the WebDataset form that CLIP_benchmark, clip-retrieval and ray_embed.py read.

python make_set.py FOLDER

FOLDER is the one that was evaluated on the page; pictures.csv says which of its files belong to which class.
Writes set/test/N.tar with a member .jpg and a member .cls for each picture, set/test/nshards.txt, and set/labels/labels_N.txt
with the classes of a shard, a line each. Every picture is called .jpg, the one name that clip-retrieval reads; all three
open a picture by what is in it. Needs nothing but Python; Pillow only for pictures that are not JPEG, PNG or WebP.
"""
import csv
import io
import pathlib
import sys
import tarfile

PER_SHARD = 10_000
# CLIP_benchmark starts four workers unless told, and each wants a shard of its own.
LEAST_SHARDS = 4
AS_THEY_ARE = ('.jpg', '.jpeg', '.png', '.webp')
HERE = pathlib.Path(__file__).resolve().parent


def find(folder, name):
    """The picture by its path, or by the end of its path where exactly one picture ends so."""
    whole = folder / name
    if whole.is_file():
        return whole
    ends = [path for path in folder.rglob(pathlib.PurePosixPath(name).name) if path.is_file()]
    inside = [path for path in ends if path.as_posix().endswith('/' + name)]
    return inside[0] if len(inside) == 1 else ends[0] if len(ends) == 1 else None


def content(path):
    if path.suffix.lower() in AS_THEY_ARE:
        return path.read_bytes()
    from PIL import Image

    out = io.BytesIO()
    Image.open(path).convert('RGB').save(out, format='png')
    return out.getvalue()


def add(tar, name, data):
    info = tarfile.TarInfo(name)
    info.size = len(data)
    tar.addfile(info, io.BytesIO(data))


def pack(folder, shard, start, found):
    with tarfile.open(folder / 'test' / f'{shard}.tar', 'w') as tar:
        for place, (path, row) in enumerate(found, start):
            add(tar, f's{place:07d}.jpg', content(path))
            add(tar, f's{place:07d}.cls', row['label'].encode())
    lists = folder / 'labels'
    lists.mkdir(exist_ok=True)
    (lists / f'labels_{shard}.txt').write_text(''.join(f'{row["label"]}\n' for _, row in found))


def main(folder):
    out = HERE / 'set' / 'test'
    out.mkdir(parents=True, exist_ok=True)
    with open(HERE / 'pictures.csv', encoding='utf-8', newline='') as table:
        rows = list(csv.DictReader(table))
    paths = [(find(folder, row['file']), row) for row in rows]
    missing = [row['file'] for path, row in paths if path is None]
    found = [(path, row) for path, row in paths if path is not None]
    if not found:
        sys.exit(f'None of the {len(rows)} pictures that pictures.csv names lies in {folder}.')
    per_shard = min(PER_SHARD, max(1, len(found) // LEAST_SHARDS))
    starts = range(0, len(found), per_shard)
    for shard, start in enumerate(starts):
        pack(HERE / 'set', shard, start, found[start : start + per_shard])
    (out / 'nshards.txt').write_text(f'{len(starts)}\n')
    print(f'{len(found)} pictures in {len(starts)} shards, {len(missing)} not found')
    for name in missing[:20]:
        print('not found:', name)


if __name__ == '__main__':
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]))
