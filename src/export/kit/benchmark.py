"""Runs CLIP_benchmark on one column of the page.

pip install clip-benchmark webdataset
python benchmark.py 1

Tells OpenCLIP the column's configuration and its channel means, then starts `clip_benchmark eval` with the arguments that it
prints. Full precision; logits are 100 times the cosine, which changes no rank.
"""
import functools
import json
import pathlib
import sys

import open_clip
from clip_benchmark import cli
from page_model import Square

HERE = pathlib.Path(__file__).resolve().parent
WORKERS = 4
original = open_clip.create_model_and_transforms


class Cut:
    """OpenCLIP's transform behind the column's square."""

    def __init__(self, square, transform):
        self.square, self.transform = square, transform

    def __call__(self, image):
        return self.transform(self.square(image))


def create(column, *args, **options):
    means = {'image_mean': tuple(column['mean']), 'image_std': tuple(column['std'])}
    model, train, transform = original(*args, **options, **means)
    return model, train, Cut(Square(column['size'], **column['square']), transform)


def main(number):
    column = json.loads((HERE / 'run.json').read_text(encoding='utf-8'))['columns'][number - 1]
    name = f'column-{number}'
    models = HERE / 'models'
    open_clip.add_model_config(models / f'{name}.json')
    open_clip.create_model_and_transforms = functools.partial(create, column)
    # WebDataset gives every worker shards of its own, and ends where one has none.
    shards = int((HERE / 'set' / 'test' / 'nshards.txt').read_text())
    sys.argv = [
        'clip_benchmark', 'eval',
        '--dataset', 'wds/page', '--dataset_root', str(HERE / 'set'),
        '--task', 'zeroshot_classification', '--no_amp', '--num_workers', str(min(WORKERS, shards)),
        '--model', name, '--pretrained', str(models / f'{name}.pt'),
        '--load_clfs', str(models / f'{name}.classes.pt'),
        '--output', str(HERE / f'{name}.result.json'),
    ]  # fmt: skip
    print(' '.join(sys.argv))
    cli.main()
    print('on the page:', column['figures'])


if __name__ == '__main__':
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(int(sys.argv[1]))
