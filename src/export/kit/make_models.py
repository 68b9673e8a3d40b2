"""Builds the models of the page's columns with OpenCLIP: same seed, same tensors, same prompts.

pip install open_clip_torch==2.26.1 timm==1.0.9 safetensors tokenizers
python make_models.py

Put the checkpoint files that run.json names beside this script, and the tokenizer.json of a model that has its own.
Writes for every column N: models/column-N.json (its OpenCLIP configuration), models/column-N.pt (all of its numbers,
the random ones too) and models/column-N.classes.pt (its class vectors [D, C]).
"""
import json
import pathlib

import torch
from page_model import build, tokenizer_of

HERE = pathlib.Path(__file__).resolve().parent
RUN = json.loads((HERE / 'run.json').read_text(encoding='utf-8'))
PROMPTS_AT_ONCE = 256


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
        names = ', '.join(name for name, _ in column['files'])
        print(f'column {number}: {names}, rule {column["rule"]}, drawn as {column["order"]}, seed {column["seed"]}')
        if column['leftOut']:
            print('  left out:', column['leftOut'])
            continue
        config = column['config']
        model = build(config, column['seed'], column['order'], column['files'], column['loaded'], HERE)
        (folder / f'column-{number}.json').write_text(json.dumps(config, indent=1))
        torch.save(model.state_dict(), folder / f'column-{number}.pt')
        torch.save(class_vectors(model, tokenizer_of(config, HERE)), folder / f'column-{number}.classes.pt')


if __name__ == '__main__':
    main()
