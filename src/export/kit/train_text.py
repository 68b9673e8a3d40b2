"""Trains a text tower onto a locked image tower as the page does: the same views, batches, loss and optimiser, from the same seed."""
import math
import pathlib
import sys
import time

import numpy as np
import torch
from open_clip.transform import image_transform
from PIL import Image, ImageOps
from torch.nn import functional

MOST_DEGREES = 25
PLAIN = (0.0, False, (255, 255, 255))


def read_picture(path):
    """Upright, 16-bit grey scaled to 8 bits; `None` where it cannot be read, as such pictures are left out."""
    if not path.is_file():
        sys.exit(f'{path.name} is missing: put it into the folder "{path.parent.name}" beside this script.')
    try:
        picture = ImageOps.exif_transpose(Image.open(path))
        if picture.mode.startswith('I'):
            picture = picture.convert('I').point(lambda value: value * (1 / 256)).convert('L')
        picture.load()
        return picture
    except OSError:
        return None


def draw_views(seed, pictures, count):
    """Degrees against the clock, mirrored, ground: `count` of each picture from one torch.rand."""
    torch.manual_seed(seed)
    drawn = torch.rand(pictures, count, 5).double().tolist()
    return [
        [((2 * a - 1) * MOST_DEGREES, m < 0.5, tuple(int(c * 256) for c in ground)) for a, m, *ground in own] for own in drawn
    ]


def on_ground(picture, ground):
    if picture.mode not in ('RGBA', 'LA', 'PA') and 'transparency' not in picture.info:
        return picture.convert('RGB') if picture.mode == 'P' and ground != PLAIN[2] else picture
    pixels = np.asarray(picture.convert('RGBA')).astype(np.float64)
    alpha = pixels[..., 3:] / 255
    mixed = np.floor(alpha * pixels[..., :3] + (1 - alpha) * np.array(ground) + 0.5)
    return Image.fromarray(mixed.astype(np.uint8))


def view_crop(picture, view, size, square):
    """The model's crop of a view, [size, size, 3] bytes: laid on its ground, cropped, then mirrored and turned (bilinear)."""
    angle, mirrored, ground = view
    whole = image_transform(size, is_train=False, mean=(0, 0, 0), std=(1, 1, 1))
    crop = (whole(square(on_ground(picture, ground))) * 255).round().permute(1, 2, 0).double().numpy()
    if angle == 0 and not mirrored:
        return crop
    if mirrored:
        crop = crop[:, ::-1]
    framed = np.empty((size + 2, size + 2, 3))
    framed[:] = ground
    framed[1:-1, 1:-1] = crop
    cos, sin, middle = math.cos(math.radians(angle)), math.sin(math.radians(angle)), (size - 1) / 2
    y, x = np.mgrid[:size, :size] - middle
    from_x, from_y = middle + cos * x - sin * y, middle + sin * x + cos * y
    left, top = np.floor(from_x), np.floor(from_y)
    right, down = (from_x - left)[..., None], (from_y - top)[..., None]

    def at(column, row):
        place = [np.clip(axis + 1, 0, size + 1).astype(int) for axis in (row, column)]
        return framed[place[0], place[1]]

    upper = at(left, top) * (1 - right) + at(left + 1, top) * right
    lower = at(left, top + 1) * (1 - right) + at(left + 1, top + 1) * right
    return np.floor(upper * (1 - down) + lower * down + 0.5)


def encode_views(model, pictures, views, size, square, mean, std):
    """Un-normalised embeddings [pictures, views, D]."""
    mean, std = (torch.tensor(values)[:, None, None] for values in (mean, std))
    rows = []
    with torch.no_grad():
        for picture, own in zip(pictures, views):
            crops = np.stack([view_crop(picture, view, size, square) for view in own])
            pixels = torch.from_numpy(crops).float().permute(0, 3, 1, 2) / 255
            rows.append(model.encode_image((pixels - mean) / std))
    return torch.stack(rows)


def pick_batch(pictures_of, views, templates, most, seed, step):
    """[name, picture, view, template] of each row: every name that has pictures once, of more than `most` those that come first."""
    torch.manual_seed((seed + step) % 2**32)
    numbers = torch.rand(len(pictures_of), 4)
    order = numbers[:, 0].argsort(stable=True) if len(pictures_of) > most else torch.arange(len(pictures_of))

    def place(number, count):
        return min(count - 1, int(number * count))

    rows = []
    for name in order[:most].tolist():
        _, picture, view, template = numbers[name]
        own = pictures_of[name]
        rows.append((name, own[place(picture, len(own))], place(view, views), place(template, templates)))
    return rows


def rate_at(step, recipe):
    if step <= recipe['warmUp']:
        return recipe['rate'] * step / recipe['warmUp']
    through = (step - recipe['warmUp']) / max(1, recipe['steps'] - recipe['warmUp'])
    return recipe['rate'] * (1 + math.cos(math.pi * through)) / 2


def train(model, tokenize, names, pictures_of, vectors, recipe, until, page_losses):
    """Prints the loss before each step beside the page's; returns all of them."""
    text = [(name, value) for name, value in model.named_parameters() if not name.startswith('visual.') and name != 'logit_scale']
    for value in model.parameters():
        value.requires_grad_(False)
    for _, value in text:
        value.requires_grad_(True)
    model.logit_scale.copy_(torch.tensor(math.log(recipe['scale'])))

    def decays(name, value):
        return value.ndim >= 2 and not any(part in name for part in ('bn', 'ln', 'bias'))

    optimiser = torch.optim.AdamW(
        [
            {'params': [v for n, v in text if decays(n, v)], 'weight_decay': recipe['weightDecay']},
            {'params': [v for n, v in text if not decays(n, v)], 'weight_decay': 0.0},
        ],
        betas=(0.9, 0.98),
        eps=1e-6,
    )
    losses, worst, begun = [], 0.0, time.perf_counter()
    for step in range(1, until + 1):
        rows = pick_batch(pictures_of, recipe['views'], len(recipe['templates']), recipe['batch'], recipe['seed'], step)
        texts = [recipe['templates'][template].replace('{label}', names[name]) for name, _, _, template in rows]
        images = torch.stack([vectors[picture, view] for _, picture, view, _ in rows])
        logits = model.logit_scale.exp() * functional.normalize(images, dim=-1) @ model.encode_text(tokenize(texts), normalize=True).T
        # Every name is there once, so each picture has one true text.
        true = torch.arange(len(rows))
        loss = (functional.cross_entropy(logits, true) + functional.cross_entropy(logits.T, true)) / 2
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_([value for _, value in text], recipe['clip'])
        for group in optimiser.param_groups:
            group['lr'] = rate_at(step, recipe)
        optimiser.step()
        losses.append(loss.item())
        page = page_losses[step - 1] if step <= len(page_losses) else None
        worst = max(worst, abs(losses[-1] - page)) if page is not None else worst
        print(f'step {step:4d}  loss {losses[-1]:.6f}' + (f'  page {page:.6f}' if page is not None else ''))
    print(f'{until} steps in {time.perf_counter() - begun:.1f} s, threads: {torch.get_num_threads()}')
    if page_losses:
        print(f'largest difference from the page: {worst:.6f}')
    return losses


def right_names(model, tokenize, names, pictures_of, vectors):
    """How many of the pictures, seen plainly, get their own name by "a photo of a"."""
    with torch.no_grad():
        texts = model.encode_text(tokenize([f'a photo of a {name}' for name in names]), normalize=True)
        images = functional.normalize(vectors[:, -1], dim=-1)
        won = (images @ texts.T).argmax(1).tolist()
    shown = [(picture, name) for name, own in enumerate(pictures_of) for picture in own]
    return sum(won[picture] == name for picture, name in shown), len(shown)
