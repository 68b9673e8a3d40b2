"""Builds the models of the page's columns with OpenCLIP: same seed, same tensors, same prompts.

pip install open_clip_torch==2.26.1 safetensors tokenizers
python make_models.py

Put the checkpoint files that run.json names beside this script, and the tokenizer.json of a model that has its own.
Writes for every column N: models/column-N.json (its OpenCLIP configuration), models/column-N.pt (all of its numbers,
the random ones too) and models/column-N.classes.pt (its class vectors [D, C]).
"""
import json
import pathlib

import torch
from open_clip import get_tokenizer
from open_clip.model import CLIP
from safetensors.torch import load_file

HERE = pathlib.Path(__file__).resolve().parent
RUN = json.loads((HERE / 'run.json').read_text(encoding='utf-8'))
PROMPTS_AT_ONCE = 256


def build(column):
    torch.manual_seed(column['seed'])
    model = CLIP(**column['config'])
    if column['freshLinear']:
        print('  timm_proj: linear draws another projection than OpenCLIP: a random one differs from the page\'s')
    files = {}
    state = model.state_dict()
    for entry in column['loaded']:
        pieces = []
        for piece in entry['pieces']:
            if piece['file'] not in files:
                files[piece['file']] = load_file(HERE / piece['file'])
            value = files[piece['file']][piece['key']].float()
            pieces.append(value.t() if piece['transposed'] else value)
        value = torch.cat(pieces) if len(pieces) > 1 else pieces[0]
        state[entry['name']] = value.reshape(state[entry['name']].shape)
    model.load_state_dict(state)
    print(f'  {len(column["loaded"])} of {len(state)} tensors loaded, the others as the seed made them')
    return model.eval()


def tokenizer_of(column):
    own = HERE / 'tokenizer.json'
    if not own.is_file():
        return get_tokenizer('ViT-B-32')
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(own))
    context = column['config']['text_cfg']['context_length']

    def tokenize(texts):
        rows = torch.zeros(len(texts), context, dtype=torch.long)
        for row, text in enumerate(texts):
            ids = tokenizer.encode(text).ids
            if len(ids) > context:
                ids = ids[: context - 1] + ids[-1:]
            rows[row, : len(ids)] = torch.tensor(ids)
        return rows

    return tokenize


def class_vectors(model, tokenize):
    vectors = []
    with torch.no_grad():
        for prompts in RUN['prompts']:
            rows = [
                model.encode_text(tokenize(prompts[at : at + PROMPTS_AT_ONCE]), normalize=True)
                for at in range(0, len(prompts), PROMPTS_AT_ONCE)
            ]
            mean = torch.cat(rows).mean(0)
            vectors.append(mean / mean.norm())
    return torch.stack(vectors, 1)


def main():
    folder = HERE / 'models'
    folder.mkdir(exist_ok=True)
    for number, column in enumerate(RUN['columns'], 1):
        print(f'column {number}: {column["files"]}, rule {column["rule"]}, seed {column["seed"]}')
        model = build(column)
        (folder / f'column-{number}.json').write_text(json.dumps(column['config'], indent=1))
        torch.save(model.state_dict(), folder / f'column-{number}.pt')
        torch.save(class_vectors(model, tokenizer_of(column)), folder / f'column-{number}.classes.pt')


if __name__ == '__main__':
    main()
