"""Folds vectors of pictures, shard by shard, into one tally of a column: a small file of whole numbers that the page opens.

python score.py COLUMN FOLDER                every img_emb_N.npy of FOLDER, then all of them as tally-column-COLUMN.json
python score.py COLUMN FOLDER --shard N ...  these shards alone, each into tallies-column-COLUMN/: for one of many workers
python score.py --fold OUT FILE ...          adds tallies of shards, in any order; a shard that comes twice counts once

Needs NumPy only. Vectors are float16 or float32 [pictures, D] of length 1, as clip-retrieval and ray_embed.py write them.
labels_N.txt beside a shard, or in --labels FOLDER (set/labels unless told), has the class of every row, a line each, as a
number from 0; without them the tally says which labels win, and not what is right.
"""
import argparse
import hashlib
import json
import os
import pathlib
import re
import sys

import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
FORMAT, VERSION = 'zero-shot-playground-tally', 1
BINS = 15
# Confidences are summed in whole numbers of 2**-30, so that every order gives the same sum: exact up to 8 million pictures.
CONFIDENCE_UNIT = 2**30
MOST_CLASSES_OF_A_MATRIX = 4096
ROWS_AT_ONCE = 1024
# float16 keeps a length to a thousandth, bfloat16 to less than a hundredth.
LENGTH_TOLERANCE = 0.01
COUNTS = ('ranks', 'totals', 'right', 'predicted')
SHARD = re.compile(r'img_emb_(\d+)\.npy')


def column_of(number):
    """What is scored against: the run's class names, the column's model and its class vectors [C, D] of length 1."""
    run = json.loads((HERE / 'run.json').read_text(encoding='utf-8'))
    if not 1 <= number <= len(run['columns']):
        sys.exit(f'run.json has {len(run["columns"])} columns, and none of number {number}.')
    path = HERE / 'classes' / f'column-{number}.npy'
    if not path.is_file():
        sys.exit(f'classes/{path.name} is missing: unpack the kit again.')
    vectors = np.load(path).astype('<f4')
    lengths = np.linalg.norm(vectors.astype('f8'), axis=1)
    if len(vectors) != len(run['classes']) or not np.all(np.abs(lengths - 1) < LENGTH_TOLERANCE):
        sys.exit(f'classes/{path.name} does not hold a vector of length 1 for each of {len(run["classes"])} classes.')
    about = {
        'set': run['set'],
        'templates': run['templates'],
        'classes': run['classes'],
        'model': run['columns'][number - 1]['model'],
        'vectors': hashlib.sha256(vectors.tobytes()).hexdigest(),
    }
    return about, vectors.astype('f8')


def numbered(folder, pattern=SHARD):
    """Files of a folder by the number in their names, which is not the order of the alphabet."""
    found = [(int(match[1]), path) for path in folder.iterdir() if (match := pattern.fullmatch(path.name))]
    return dict(sorted(found))


def read_shard(path, dimensions):
    """The shard's rows as they lie in the file, which is never wholly in memory."""
    try:
        rows = np.load(path, mmap_mode='r', allow_pickle=False)
    except (ValueError, EOFError) as error:
        sys.exit(f'{path.name} is cut off or no array of NumPy ({error}): compute this shard again.')
    if not isinstance(rows, np.ndarray):
        sys.exit(f'{path.name} is no array of NumPy: compute this shard again.')
    if rows.dtype not in (np.dtype('<f2'), np.dtype('<f4')):
        sys.exit(f'{path.name} holds {rows.dtype}; vectors are float16 or float32.')
    if rows.ndim != 2 or rows.shape[1] != dimensions:
        sys.exit(f'{path.name} has the shape {rows.shape}; this column has {dimensions} numbers a vector: use its own model.')
    if path.stat().st_size != rows.offset + rows.nbytes:
        sys.exit(f'{path.name} is longer than its shape says: compute this shard again.')
    return rows


def read_labels(path, rows, classes):
    try:
        labels = np.array([int(line) for line in path.read_text().rstrip().splitlines()], dtype=np.int64)
    except ValueError:
        sys.exit(f'{path.name} has a line that is no number of a class.')
    if len(labels) != rows:
        sys.exit(f'{path.name} has {len(labels)} labels for {rows} vectors. Where pictures were skipped, see the readme.')
    if rows and (labels.min() < 0 or labels.max() >= classes):
        sys.exit(f'{path.name} has a class that is not one of the {classes}, counted from 0.')
    return labels


def empty_tally(about, truth):
    classes = len(about['classes'])
    return {
        'format': FORMAT,
        'version': VERSION,
        **about,
        'truth': truth,
        'shards': [],
        'pictures': 0,
        'unscored': 0,
        **{name: np.zeros(classes, np.int64) for name in COUNTS},
        'confusion': np.zeros((classes, classes), np.int64) if truth and classes <= MOST_CLASSES_OF_A_MATRIX else None,
        'calibration': {name: np.zeros(BINS, np.int64) for name in ('counts', 'right', 'confidence')},
    }


def score_shard(about, vectors, path, labels_path):
    """The tally of one shard. Of equal cosines the class that comes first in the list wins, as on the page."""
    rows = read_shard(path, vectors.shape[1])
    labels = None if labels_path is None else read_labels(labels_path, len(rows), len(vectors))
    tally = empty_tally(about, labels is not None)
    # Equal class vectors must have equal cosines, whatever the multiplication does at its edges.
    different, place = np.unique(vectors, axis=0, return_inverse=True)
    seen = hashlib.sha256()
    for at in range(0, len(rows), ROWS_AT_ONCE):
        block = np.array(rows[at : at + ROWS_AT_ONCE])
        seen.update(block.tobytes())
        block = block.astype('f8')
        lengths = np.linalg.norm(block, axis=1)
        good = np.isfinite(lengths) & (lengths > 0)
        far = np.flatnonzero(good & (np.abs(lengths - 1) > LENGTH_TOLERANCE))
        if len(far):
            sys.exit(f'Row {at + far[0] + 1} of {path.name} has the length {lengths[far[0]]:.3f}, not 1: normalise the vectors.')
        cosines = ((block[good] / lengths[good, None]) @ different.T)[:, place.ravel()]
        tally['unscored'] += int((~good).sum())
        own = None if labels is None else labels[at : at + ROWS_AT_ONCE][good]
        enter(tally, cosines, own)
    if labels is not None:
        seen.update(labels.tobytes())
    tally['shards'] = [{'name': path.stem, 'fingerprint': seen.hexdigest(), 'pictures': len(rows)}]
    return tally


def enter(tally, cosines, labels):
    """Enters rows of cosines [n, C] and their classes [n], or `None`."""
    model, every = tally['model'], np.arange(len(cosines))
    classes = cosines.shape[1]
    won = cosines.argmax(1)
    best = cosines[every, won]
    scale, bias = model['scale'], model.get('bias')
    if bias is None:
        confidence = 1 / np.exp(scale * (cosines - best[:, None])).sum(1)
    else:
        confidence = 1 / (1 + np.exp(-(scale * best + bias)))
    bins = np.clip(np.ceil(confidence * BINS).astype(int) - 1, 0, BINS - 1)
    tally['pictures'] += len(cosines)
    tally['predicted'] += np.bincount(won, minlength=classes)
    calibration = tally['calibration']
    calibration['counts'] += np.bincount(bins, minlength=BINS)
    np.add.at(calibration['confidence'], bins, np.rint(confidence * CONFIDENCE_UNIT).astype(np.int64))
    if labels is None:
        return
    right = won == labels
    true = cosines[every, labels][:, None]
    before = (cosines > true) | ((cosines == true) & (np.arange(classes) < labels[:, None]))
    calibration['right'] += np.bincount(bins[right], minlength=BINS)
    tally['ranks'] += np.bincount(before.sum(1), minlength=classes)
    tally['totals'] += np.bincount(labels, minlength=classes)
    tally['right'] += np.bincount(labels[right], minlength=classes)
    if tally['confusion'] is not None:
        np.add.at(tally['confusion'], (labels, won), 1)


def fold(named):
    """Adds tallies, each with the name of its file: whole numbers, so that no order matters."""
    # One that holds many shards comes before one that holds a single one of them again.
    named = sorted(named, key=lambda pair: (-len(pair[1]['shards']), [shard['name'] for shard in pair[1]['shards']]))
    first_name, first = named[0]
    total = empty_tally({key: first[key] for key in ('set', 'templates', 'classes', 'model', 'vectors')}, first['truth'])
    counted = {}
    for name, tally in named:
        if tally['classes'] != total['classes']:
            sys.exit(f'{name} was made with another list of labels than {first_name}.')
        if (tally['vectors'], tally['model'], tally['truth']) != (total['vectors'], total['model'], total['truth']):
            sys.exit(f'{name} is of another column than {first_name}, or only one of the two was made with labels.')
        again = [shard for shard in tally['shards'] if shard['name'] in counted]
        for shard in again:
            if counted[shard['name']] != shard:
                sys.exit(f'{shard["name"]} is there twice with different vectors or labels: keep the right one. ({name})')
        if again and len(again) < len(tally['shards']):
            sys.exit(f'{name} holds shards that are counted already beside new ones: fold tallies of single shards.')
        if not again:
            add(total, tally)
            counted.update((shard['name'], shard) for shard in tally['shards'])
    twins = {}
    for shard in counted.values():
        if shard['pictures'] and twins.setdefault(shard['fingerprint'], shard['name']) != shard['name']:
            sys.exit(f'{shard["name"]} and {twins[shard["fingerprint"]]} hold the same vectors: one is a copy of the other.')
    total['shards'] = sorted(counted.values(), key=lambda shard: (len(shard['name']), shard['name']))
    return total


def add(total, tally):
    for name in ('pictures', 'unscored'):
        total[name] += tally[name]
    for name in COUNTS:
        total[name] += tally[name]
    for name, counts in tally['calibration'].items():
        total['calibration'][name] += counts
    if total['confusion'] is not None:
        total['confusion'] += tally['confusion']


def read(path):
    try:
        tally = json.loads(path.read_text(encoding='utf-8'))
        if (tally['format'], tally['version']) != (FORMAT, VERSION):
            raise ValueError(f'version {tally["version"]}')
        for name in COUNTS:
            tally[name] = np.array(tally[name], np.int64)
        tally['calibration'] = {name: np.array(counts, np.int64) for name, counts in tally['calibration'].items()}
        if tally['confusion'] is not None:
            matrix = np.zeros((len(tally['classes']),) * 2, np.int64)
            for row, pairs in zip(matrix, tally['confusion']):
                row[pairs[::2]] = pairs[1::2]
            tally['confusion'] = matrix
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        sys.exit(f'{path.name} is no tally that this script reads ({error}): compute it again.')
    return tally


def write(path, tally):
    """Whole or not at all: a worker that is killed leaves no half of a file behind."""
    out = {**tally, **{name: tally[name].tolist() for name in COUNTS}}
    out['calibration'] = {name: counts.tolist() for name, counts in tally['calibration'].items()}
    if tally['confusion'] is not None:
        # A row for each true class: predicted class, count, predicted class, count ...
        rows = ((row, np.flatnonzero(row)) for row in tally['confusion'])
        out['confusion'] = [np.stack([won, row[won]], 1).ravel().tolist() for row, won in rows]
    lines = ',\n'.join(f' {json.dumps(key)}: {json.dumps(value, separators=(",", ":"))}' for key, value in out.items())
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f'.{path.name}.{os.getpid()}')
    part.write_text(f'{{\n{lines}\n}}\n', encoding='utf-8')
    os.replace(part, path)


def labels_of(number, folders):
    for folder in folders:
        if folder.is_dir():
            found = numbered(folder, re.compile(r'labels_(\d+)\.txt')).get(number)
            if found:
                return found
    return None


def score_column(column, folder, wanted, labels_folder):
    about, vectors = column_of(column)
    shards = numbered(folder)
    missing = sorted(set(wanted or range(max(shards, default=0) + 1)) - set(shards))
    if missing:
        sys.exit(f'img_emb_{missing[0]}.npy is missing in {folder}: {len(missing)} of the shards are not there.')
    labels = {number: labels_of(number, (folder, labels_folder)) for number in shards}
    without = [number for number, path in labels.items() if path is None]
    if 0 < len(without) < len(shards):
        sys.exit(f'labels_{without[0]}.txt is missing: give labels for every shard, or for none.')
    tallies = []
    for number in sorted(set(wanted)) if wanted else shards:
        tally = score_shard(about, vectors, shards[number], labels[number])
        out = HERE / f'tallies-column-{column}' / f'{shards[number].stem}.json'
        write(out, tally)
        tallies.append((out.name, tally))
        print(f'{shards[number].name}: {tally["pictures"]} pictures')
    if not wanted:
        finish(HERE / f'tally-column-{column}.json', tallies)


def finish(out, tallies):
    total = fold(tallies)
    write(out, total)
    said = f', {int(total["right"].sum())} right' if total['truth'] else ', without labels'
    print(f'{out.name}: {total["pictures"]} pictures of {len(total["shards"])} shards{said}')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('column', nargs='?')
    parser.add_argument('folder', nargs='?', type=pathlib.Path)
    parser.add_argument('--shard', nargs='+', type=int, default=[])
    parser.add_argument('--labels', type=pathlib.Path, default=HERE / 'set' / 'labels')
    parser.add_argument('--fold', nargs='+', type=pathlib.Path, metavar=('OUT', 'FILE'))
    given = parser.parse_args()
    if given.fold and len(given.fold) > 1:
        out, *paths = given.fold
        finish(out, [(path.name, read(path)) for path in paths])
    elif given.column and given.column.isdigit() and given.folder and given.folder.is_dir():
        score_column(int(given.column), given.folder, given.shard, given.labels)
    else:
        sys.exit(__doc__)


if __name__ == '__main__':
    main()
