"""Scores a file of vectors that the page exported: top-1, top-5 and mean per-class accuracy.

python check_vectors.py vectors-column-1.safetensors

Needs NumPy only. Prints one line of JSON.
"""
import json
import sys

import numpy as np


def read(path):
    with open(path, 'rb') as file:
        length = int.from_bytes(file.read(8), 'little')
        header = json.loads(file.read(length))
        data = file.read()
    tensors = {}
    for name, entry in header.items():
        if name != '__metadata__':
            begin, end = entry['data_offsets']
            tensors[name] = np.frombuffer(data[begin:end], '<f4').reshape(entry['shape'])
    return tensors, header['__metadata__']


def main(path):
    tensors, about = read(path)
    images = tensors['image_embeds'].astype('f8')
    labels = np.array(json.loads(about['image_labels']))
    readable = np.isfinite(images).all(1)
    images, labels = images[readable], labels[readable]
    images /= np.linalg.norm(images, axis=1, keepdims=True)
    cosines = images @ tensors['text_embeds'].astype('f8').T
    order = np.argsort(-cosines, axis=1, kind='stable')
    hits = order == labels[:, None]
    top1 = hits[:, 0]
    figures = {
        'pictures': len(labels),
        'top1': int(top1.sum()),
        'top5': int(hits[:, :5].any(1).sum()),
        'mean_per_class': float(np.mean([top1[labels == c].mean() for c in np.unique(labels)])),
    }
    print(json.dumps(figures))


if __name__ == '__main__':
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
