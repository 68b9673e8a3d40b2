"""Computes a column's vectors of a large set with Ray Data, random towers too: a shard of set/test is a task of its own.

pip install "ray[data]" open_clip_torch==2.26.1 pillow
python make_set.py FOLDER
python make_models.py
python ray_embed.py COLUMN WORKERS

Every machine must see this folder. Writes column-COLUMN/img_emb/img_emb_N.npy, float16 [pictures, D] of length 1, in the
order of the shard; a picture that cannot be read is a row of NaN. A shard that is there is not computed again, and one
whose worker died leaves no half of a file: start the script once more.
"""
import io
import json
import os
import pathlib
import sys
import tarfile

import numpy as np
import torch
from open_clip.model import CLIP
from open_clip.transform import image_transform
from page_model import Square
from PIL import Image

HERE = pathlib.Path(__file__).resolve().parent
PICTURES_AT_ONCE = 64


class EmbedShards:
    """A worker with a column's model: what Ray Data maps over batches of {'shard': numbers}."""

    def __init__(self, number):
        column = json.loads((HERE / 'run.json').read_text(encoding='utf-8'))['columns'][number - 1]
        self.device = 'cuda' if torch.cuda.is_available() else 'cpu'
        weights = HERE / 'models' / f'column-{number}.pt'
        self.model = CLIP(**column['config']).to(self.device).eval()
        self.model.load_state_dict(torch.load(weights, map_location=self.device))
        self.square = Square(column['size'], **column['square'])
        self.transform = image_transform(column['size'], is_train=False, mean=column['mean'], std=column['std'])
        self.out = HERE / f'column-{number}' / 'img_emb'

    def __call__(self, batch):
        for shard in batch['shard']:
            path = self.out / f'img_emb_{shard}.npy'
            if not path.is_file():
                save(path, self.vectors_of(HERE / 'set' / 'test' / f'{shard}.tar'))
        return batch

    def vectors_of(self, tar_path):
        rows, pixels = [], []
        with tarfile.open(tar_path) as tar:
            for member in tar:
                if member.name.endswith('.jpg'):
                    pixels.append(self.pixels(tar.extractfile(member).read()))
                if len(pixels) == PICTURES_AT_ONCE:
                    rows.append(self.embed(pixels))
                    pixels = []
        return np.concatenate(rows + [self.embed(pixels)] if pixels else rows)

    def pixels(self, data):
        try:
            return self.transform(self.square(Image.open(io.BytesIO(data))))
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
            return torch.full((3, self.square.size, self.square.size), float('nan'))

    def embed(self, pixels):
        with torch.no_grad():
            return self.model.encode_image(torch.stack(pixels).to(self.device), normalize=True).half().cpu().numpy()


def save(path, vectors):
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f'.{path.name}.{os.getpid()}')
    with open(part, 'wb') as file:
        np.save(file, vectors)
    os.replace(part, path)


def main(number, workers):
    import ray

    shards = int((HERE / 'set' / 'test' / 'nshards.txt').read_text())
    gpus = 1 if ray.cluster_resources().get('GPU') or torch.cuda.is_available() else 0
    items = ray.data.from_items([{'shard': shard} for shard in range(shards)], override_num_blocks=shards)
    options = {'batch_size': 1, 'concurrency': workers, 'num_gpus': gpus}
    items.map_batches(EmbedShards, fn_constructor_args=[number], **options).materialize()


if __name__ == '__main__':
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(int(sys.argv[1]), int(sys.argv[2]))
