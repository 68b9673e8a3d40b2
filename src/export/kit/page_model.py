"""Builds a model as the page does: at random from a seed, in OpenCLIP's own order, then filled from checkpoint files."""
import math
import pathlib
import pickle
import sys

import torch
from open_clip.model import CLIP, _build_text_tower
from torch import nn

FRESH_SCALE = math.log(1 / 0.07)


def random_start(config, seed, order):
    """State dict of a fresh model.

    `timm-head` and `timm-linear` draw as OpenCLIP does with an image tower from timm: that tower first (its head, or a new
    linear layer, is the projection), then the text side. A ModifiedResNet keeps OpenCLIP's order.
    """
    torch.manual_seed(seed)
    vision, dims = config['vision_cfg'], config['embed_dim']
    if order != 'openclip' and not isinstance(vision['layers'], list):
        return timm_start(config, vision, dims, order)
    state = CLIP(**config).state_dict()
    if order == 'timm-linear':
        name = 'visual.attnpool.c_proj'
        state[f'{name}.weight'] = nn.Linear(vision['width'] * 32, dims, bias=False).weight.detach()
        state[f'{name}.bias'] = torch.zeros(dims)
    return state


def timm_start(config, vision, dims, order):
    from timm.models.vision_transformer import VisionTransformer

    trunk = VisionTransformer(
        img_size=vision['image_size'],
        patch_size=vision['patch_size'],
        embed_dim=vision['width'],
        depth=vision['layers'],
        num_heads=vision['width'] // vision['head_width'],
        mlp_ratio=vision['mlp_ratio'],
        num_classes=dims,
        pre_norm=True,
        norm_layer=nn.LayerNorm,
    )
    head = nn.Linear(vision['width'], dims, bias=False) if order == 'timm-linear' else trunk.head
    text = _build_text_tower(dims, config['text_cfg'], config['quick_gelu'])
    state = {openclip_name(name): value for name, value in trunk.state_dict().items() if not name.startswith('head.')}
    width = vision['width']
    state['visual.class_embedding'] = state['visual.class_embedding'].reshape(width)
    state['visual.positional_embedding'] = state['visual.positional_embedding'].reshape(-1, width)
    scale = torch.tensor(FRESH_SCALE)
    return {**state, 'visual.proj': head.weight.detach().t(), **text.state_dict(), 'logit_scale': scale}


def openclip_name(name):
    """OpenCLIP's name of a tensor of timm's vision transformer."""
    for ours, theirs in (
        ('conv1.weight', 'patch_embed.proj.weight'),
        ('class_embedding', 'cls_token'),
        ('positional_embedding', 'pos_embed'),
        ('transformer.resblocks.', 'blocks.'),
        ('attn.in_proj_', 'attn.qkv.'),
        ('attn.out_proj.', 'attn.proj.'),
        ('mlp.c_fc.', 'mlp.fc1.'),
        ('mlp.c_proj.', 'mlp.fc2.'),
        ('ln_pre.', 'norm_pre.'),
        ('ln_1.', 'norm1.'),
        ('ln_2.', 'norm2.'),
        ('ln_post.', 'norm.'),
    ):
        name = name.replace(theirs, ours)
    return f'visual.{name}'


def read_tensors(path, prefix, keys):
    """The tensors of a checkpoint file that are asked for; in a larger dict those that lie where `prefix` leads. No file is
    trusted: a pickle may hold nothing but numbers."""
    if not path.is_file():
        sys.exit(f'{path.name} is missing: put it beside this script.')
    if path.suffix == '.safetensors':
        from safetensors.torch import load_file

        return load_file(path)
    try:
        saved = torch.load(path, map_location='cpu', weights_only=True)
    except pickle.UnpicklingError as error:
        sys.exit(f'{path.name} holds more than tensors, so Python would have to run it: {error}')
    fitting = [(way, found) for way, found in state_dicts(saved) if all(key in found for key in keys)]
    led = [(way, found) for way, found in fitting if f'{prefix}.'.startswith(f'{way}.' if way else '')]
    if fitting:
        return max(led or fitting[:1], key=lambda pair: len(pair[0]))[1]
    sys.exit(f'{path.name} has no state dict with the names that the page found in it.')


def state_dicts(saved, way=''):
    """Every dict in a file that PyTorch saved with the keys that lead to it, the outer ones first."""
    if isinstance(saved, dict):
        yield way, saved
    entries = saved.items() if isinstance(saved, dict) else enumerate(saved) if isinstance(saved, (list, tuple)) else ()
    for key, inner in entries:
        yield from state_dicts(inner, f'{way}.{key}' if way else str(key))


def fill(model, files, loaded, folder):
    """Fills a model from files. A piece is [name, key, place of its file, whether it is transposed]; pieces of one name are
    joined along the first axis, and what is left out at the end means the same key, the first file, and no."""
    pieces, opened = {}, {}
    whole = [(piece + [piece[0], 0, False][len(piece) - 1 :]) for piece in loaded]
    for name, key, place, turned in whole:
        if place not in opened:
            keys = [other for _, other, its_place, _ in whole if its_place == place]
            name_of_file, prefix = files[place]
            opened[place] = read_tensors(pathlib.Path(folder) / name_of_file, prefix, keys)
        value = opened[place][key].float()
        pieces.setdefault(name, []).append(value.t() if turned else value)
    state = model.state_dict()
    for name, parts in pieces.items():
        state[name] = torch.cat(parts).reshape(state[name].shape) if len(parts) > 1 else parts[0].reshape(state[name].shape)
    model.load_state_dict(state)
    # Counters of batches are no parameters.
    known = [name for name in state if not name.endswith('num_batches_tracked')]
    print(f'{len(pieces)} of {len(known)} tensors loaded, the others as the seed made them')
    return model.eval()


def build(config, seed, order, files, loaded, folder):
    state = random_start(config, seed, order)
    model = CLIP(**config)
    model.load_state_dict(state)
    return fill(model, files, loaded, folder)


def tokenizer_of(config, folder):
    """Texts to ids [N, context]: by tokenizer.json where it lies there, else by CLIP's own vocabulary."""
    own, context = pathlib.Path(folder) / 'tokenizer.json', config['text_cfg']['context_length']
    if not own.is_file():
        if config['text_cfg']['vocab_size'] != 49408:
            sys.exit('tokenizer.json is missing: this model has a vocabulary of its own. Put it beside this script.')
        from open_clip import get_tokenizer

        tokenizer = get_tokenizer('ViT-B-32')
        return lambda texts: tokenizer(texts, context_length=context)
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(own))

    def tokenize(texts):
        rows = torch.zeros(len(texts), context, dtype=torch.long)
        for row, text in enumerate(texts):
            ids = tokenizer.encode(text).ids
            if len(ids) > context:
                ids = ids[: context - 1] + ids[-1:]
            rows[row, : len(ids)] = torch.tensor(ids)
        return rows

    return tokenize


class Square:
    """The square that the page cuts of a picture where OpenCLIP's own transform, which comes after it, would cut another one."""

    def __init__(self, size, crop=1, kernel='bicubic', fit='shortest', fill=(0, 0, 0)):
        self.size, self.crop, self.kernel, self.fit, self.fill = size, crop, kernel, fit, tuple(fill)

    def __call__(self, image):
        if (self.crop, self.kernel, self.fit) == (1, 'bicubic', 'shortest'):
            return image
        from PIL import Image, ImageOps

        filters = {'bicubic': Image.Resampling.BICUBIC, 'bilinear': Image.Resampling.BILINEAR}
        image = image.resize(self.resized(*image.size), filters[self.kernel])
        missing = [max(self.size - side, 0) for side in image.size]
        if any(missing):
            sides = [side // 2 for side in missing] + [(side + 1) // 2 for side in missing]
            image = ImageOps.expand(image.convert('RGB'), tuple(sides), self.fill)
        left, top = (round((side - self.size) / 2) for side in image.size)
        return image.crop((left, top, left + self.size, top + self.size))

    def resized(self, width, height):
        target = int(self.size / self.crop)
        if self.fit == 'squash':
            return target, target
        if self.fit == 'shortest':
            short = min(width, height)
            return int(target * width / short), int(target * height / short)
        ratio = max(height / target, width / target)
        return max(1, round(width / ratio)), max(1, round(height / ratio))
