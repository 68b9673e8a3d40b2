"""Writes golden/crops/*.png: what Pillow makes of the reference pictures by each kernel and fit that a checkpoint may ask for.

    python3 training/make_crop_fixtures.py

A sheet holds one crop of 24 pixels beside the other, in the order of PICTURES. The steps are those of OpenCLIP's and timm's transforms
(Resize, CenterCrop, ResizeKeepRatio, CenterCropOrPad), which call Pillow's `resize` on the picture as it was opened.
"""

import json
import math
import pathlib

from PIL import Image, ImageOps

HERE = pathlib.Path(__file__).resolve().parent.parent / 'golden'
SIZE = 24
PICTURES = (
    'picture-0-rgb-640x480.png',
    'picture-3-rgb-97x61.png',
    'picture-5-l-500x375.png',
    'picture-9-rgb-7x900.png',
    'picture-10-rgba-420x310.png',
)
KERNELS = {'bicubic': Image.Resampling.BICUBIC, 'bilinear': Image.Resampling.BILINEAR}
RULES = [
    {'kernel': 'bilinear', 'fit': 'shortest', 'crop': 1},
    {'kernel': 'bilinear', 'fit': 'shortest', 'crop': 0.875},
    {'kernel': 'bilinear', 'fit': 'squash', 'crop': 1},
    {'kernel': 'bicubic', 'fit': 'squash', 'crop': 0.9},
    {'kernel': 'bicubic', 'fit': 'longest', 'crop': 1},
    {'kernel': 'bilinear', 'fit': 'longest', 'crop': 0.75, 'fill': [124, 116, 104]},
]


def resized(picture, kernel, fit, target):
    width, height = picture.size
    if fit == 'squash':
        size = (target, target)
    elif fit == 'shortest':
        short = min(width, height)
        size = tuple(int(target * side / short) for side in (width, height))
    else:
        ratio = max(height / target, width / target)
        size = tuple(max(1, round(side / ratio)) for side in (width, height))
    return picture.resize(size, KERNELS[kernel])


def cut_or_pad(picture, size, fill):
    missing = [max(size - side, 0) for side in picture.size]
    if any(missing):
        before = [side // 2 for side in missing]
        after = [(side + 1) // 2 for side in missing]
        colour = fill[0] if picture.mode == 'L' else tuple([*fill, 0][: len(picture.getbands())])
        picture = ImageOps.expand(picture, (*before, *after), colour)
    left, top = (round((side - size) / 2) for side in picture.size)
    return picture.crop((left, top, left + size, top + size))


def main():
    (HERE / 'crops').mkdir(exist_ok=True)
    for number, rule in enumerate(RULES):
        sheet = Image.new('RGB', (SIZE * len(PICTURES), SIZE))
        for place, name in enumerate(PICTURES):
            target = math.floor(SIZE / rule['crop'])
            picture = resized(Image.open(HERE / name), rule['kernel'], rule['fit'], target)
            crop = cut_or_pad(picture, SIZE, rule.get('fill', [0, 0, 0]))
            sheet.paste(crop.convert('RGB'), (place * SIZE, 0))
        sheet.save(HERE / 'crops' / f'{number}.png', optimize=True)
    index = {'size': SIZE, 'pictures': PICTURES, 'rules': RULES}
    (HERE / 'crops' / 'index.json').write_text(json.dumps(index, indent=2) + '\n')


if __name__ == '__main__':
    main()
