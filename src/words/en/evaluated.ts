import { enEvaluate } from './evaluate.ts';

/** English sentences of an evaluation's results and files. */
export const enEvaluated = {
  ...enEvaluate,
  'evaluated.tabs': 'Results',
  'evaluated.tab.figures': 'Figures',
  'evaluated.tab.labels': 'Labels used',
  'evaluated.tab.classes': 'Classes',
  'evaluated.tab.confusion': 'Confusion',
  'evaluated.tab.mistakes': 'Mistakes',
  'evaluated.tab.calibration': 'Calibration',
  'evaluated.tab.spaces': 'Spaces',
  'evaluated.tab.files': 'Files',
  'evaluated.nothing-yet': 'Nothing is scored yet.',
  'evaluated.none': '–',
  'evaluated.vectors': 'Vectors',
  'evaluated.figures': 'Share of pictures that are right, with 95 % intervals',
  'evaluated.short': 'Col. {number}',
  'evaluated.k': 'k of top-k',
  'evaluated.nearest': 'Nearest class mean, {k} pictures a class',
  'evaluated.nearest-row': 'Nearest class mean',
  'evaluated.nearest-with':
    'without text, {count} picture a class || without text, {count} pictures a class',
  'evaluated.article': 'The article reports',
  'evaluated.article.complete': 'Article',
  'evaluated.article.vision-only': 'Article',
  'evaluated.article-note':
    'Diamonds are the article’s figures for ImageNet’s 50,000 validation pictures: the complete checkpoint, and the vision-only one hatched.',
  'evaluated.top.few': 'Top-{k} (says nothing with no more classes than that)',
  'evaluated.pictures': 'Pictures',
  'evaluated.unscored': 'Pictures without a score',
  'evaluated.pairs': 'Do the columns differ?',
  'evaluated.pairs-note':
    'A small p says that the difference is hardly chance. McNemar’s test looks only at pictures on which one column is right and the other is wrong.',
  'evaluated.labels-note':
    'How often each label wins, rightly or not. A random text tower shows itself here: one or two labels take nearly everything.',
  'evaluated.labels-used': '{used} of {total} labels win at least once.',
  'evaluated.labels-half':
    '{count} label takes half of the pictures. || {count} labels take half of the pictures.',
  'evaluated.labels-effective': 'As spread out as {value} labels that win equally often.',
  'evaluated.labels-chart': 'Labels that column {number} predicts most',
  'evaluated.right': 'right',
  'evaluated.right-head': 'Right',
  'evaluated.wrong': 'wrong',
  'evaluated.class': 'Class',
  'evaluated.accuracy': 'Accuracy',
  'evaluated.of': '{right} of {pictures}',
  'evaluated.class-chart': 'Accuracy of every class in column {number}, worst first',
  'evaluated.class-text': '{never} of {total} classes are never recognised',
  'evaluated.worst': 'Worst classes',
  'evaluated.best': 'Best classes',
  'evaluated.all-classes': 'All classes, worst first',
  'evaluated.show-all': 'Show all {count} classes',
  'evaluated.matrix-note':
    'A row is a true class, a column what was predicted; the diagonal is right. The stronger a cell, the larger its share of the row. Point at a cell to read it, press it to see its pictures.',
  'evaluated.matrix-chart': 'Confusion matrix of column {number}',
  'evaluated.matrix-text':
    'Confusion matrix of {count} classes. The table below lists the pairs that are confused most.',
  'evaluated.matrix-field': 'Cells of: {title}',
  'evaluated.matrix-keys':
    'Arrows move from cell to cell, plus and minus zoom, 0 shows the whole, Enter shows the pictures.',
  'evaluated.matrix-too-large':
    'A matrix of {count} classes is not kept. The other tabs show every class.',
  'evaluated.order': 'Order of classes',
  'evaluated.order.list': 'As listed',
  'evaluated.order.error': 'Most confused first',
  'evaluated.predicted-axis': 'predicted',
  'evaluated.true-axis': 'true',
  'evaluated.cell': '{from}, predicted as {to}: {count} ({share} of the row)',
  'evaluated.span': '{first} … {last}',
  'evaluated.point': 'Arrows walk through the cells; plus and minus zoom.',
  'evaluated.zoom-in': 'Zoom in: {title}',
  'evaluated.zoom-out': 'Zoom out: {title}',
  'evaluated.zoom-in-short': 'Zoom in',
  'evaluated.zoom-out-short': 'Zoom out',
  'evaluated.confused': 'Pairs that are confused most',
  'evaluated.true': 'True class',
  'evaluated.predicted': 'Predicted',
  'evaluated.show-pair':
    'Show {count} picture of {from} that was taken for {to} || Show {count} pictures of {from} that were taken for {to}',
  'evaluated.taken': '{from}, predicted as {to}',
  'evaluated.no-pictures': 'There are none.',
  'evaluated.is': 'is',
  'evaluated.says': 'says',
  'evaluated.more': 'Show more ({count} left)',
  'evaluated.unreadable': 'cannot be shown',
  'evaluated.mistakes': '{count} of {total} pictures are wrong, the surest first',
  'evaluated.mistakes-note': 'A picture is read again when it is shown; none is kept.',
  'evaluated.mistakes-file': 'A file holds what was said of the pictures, not the pictures.',
  'evaluated.calibration-note':
    'A bar shows how many of the pictures are right that a column is so sure of. On the dashed line it is right as often as it says; below, it is too sure. Grey bars count the pictures.',
  'evaluated.calibration-chart': 'Right and sure in column {number}',
  'evaluated.bin':
    'sure from {low} to {high}: {accuracy} of {count} picture right || sure from {low} to {high}: {accuracy} of {count} pictures right',
  'evaluated.share-right': 'share right',
  'evaluated.confidence': 'probability of the predicted label',
  'evaluated.keep': 'This run',
  'evaluated.save-json': 'Run as JSON',
  'evaluated.save-csv': 'Pictures as CSV',
  'evaluated.keep-note':
    'The JSON file holds models, prompts and what was said of every picture. Open it under Set up to see these pages again.',
  'evaluated.vectors-out': 'Vectors of pictures and classes, with their names',
  'evaluated.vectors-out-note':
    'image_embeds as the tower gave them, text_embeds averaged over the prompts, of length 1. Both can be opened under Set up.',
  'evaluated.save-vectors': '{title}: vectors as {type}',
  'evaluated.npy': 'NumPy in a zip',
  'evaluated.outside': 'The same evaluation on another machine',
  'evaluated.outside-note':
    'Scripts and files for OpenCLIP and LAION’s CLIP_benchmark, for sets that outgrow a browser. readme.txt also says how one large set is divided among many machines, and how what they count comes back here. Unpack, put the checkpoint files beside them, then:',
  'evaluated.save-kit': 'Scripts and files as zip',
  'evaluated.commands': 'Commands',
  'evaluated.about': 'What was run',
  'evaluated.made': 'Made',
  'evaluated.made-with': '{date}, page version {version}',
  'evaluated.size': '{pictures} in {classes} classes',
  'evaluated.templates': '{count} prompt template || {count} prompt templates',
  'evaluated.ties': 'Ties',
  'evaluated.ties-rule': 'Of equal cosines, the class that comes first in the list',
  'evaluated.scale': 'logit scale {value}',
  'evaluated.open': 'Open a run, or vectors from elsewhere',
  'evaluated.open-run': 'Open a run file',
  'evaluated.open-run-note':
    'A JSON file that this page saved, or tallies that score.py of the saved scripts has folded: several stand side by side.',
  'evaluated.open-vectors-note':
    'Vectors as .safetensors (image_embeds, text_embeds), .npz of the same names or .npy, with names in .json, .txt or .csv (file,label) beside them, or the zip that this page saves. A picture belongs to the class of its label, else to the one whose name it bears.',
  'evaluated.picture-vectors': 'Vectors of pictures, or a file of both',
  'evaluated.class-vectors': 'Vectors of classes, where apart',
  'evaluated.scale-field': 'Logit scale',
  'evaluated.score': 'Score the vectors',
  'evaluated.shards-note':
    'Shards of vectors (img_emb_0.npy, img_emb_1.npy …), as clip-retrieval and ray_embed.py write them, are read from the disk piece by piece, however large they are, and compared with the labels of this page’s columns. They must come from the column’s own image side.',
  'evaluated.shards-folder': 'Choose a folder of shards',
  'evaluated.shards-files': 'Choose shards',
  'evaluated.shards-chosen': '{count} file chosen || {count} files chosen',
  'evaluated.shards-labels': 'Labels of the pictures, if known: labels_N.txt, or one list',
  'evaluated.shards-classes': 'Vectors of classes, where not the page’s labels',
  'evaluated.shards-scale': 'Logit scale of these vectors',
  'evaluated.shards-score': 'Score the shards',
  'evaluated.shards-scoring': 'Scoring the shards',
  'evaluated.shards': '{count} shard || {count} shards',
  'evaluated.save-tally': 'Tally of column {number}',
  'evaluated.without.figures':
    'This run is a tally: it holds counts, and no list of single pictures, so there is no nearest class mean, and columns cannot be tested against each other.',
  'evaluated.without.files':
    'This run is a tally: it holds counts, and no list of single pictures, so there is no table of them to save.',
  'evaluated.without.list':
    'This run is a tally: it holds counts, and no list of single pictures, so this cannot be shown.',
  'evaluated.without.truth':
    'The labels of the pictures were not given, so nothing is known of right and wrong.',
  'evaluated.close-file': 'Close this file',
  'evaluated.left-out':
    '{count} vector belongs to no class and is left out. || {count} vectors belong to no class and are left out.',

  'error.run-file-invalid':
    'This is no run file of this page, or it is damaged at “{path}”. Choose another one, or export it again.',
  'error.run-file-version':
    'This run file has layout version {found}, and this page reads version {expected}. Open it with the page that made it, or run the evaluation again.',
  'error.run-file-too-large':
    'The files hold {megabytes} MB; at most {limit} MB are read. Choose a smaller part.',
  'error.vectors-none':
    'No file holds {tensor}. Name the tensor so, or choose the files of pictures and of classes apart.',
  'error.vectors-unknown':
    '{file} is no file of vectors or names. Choose .safetensors or .npy, with names in .json, .txt, .csv or .tsv.',
  'error.vectors-shape':
    '{file} has the shape {shape}; vectors are a table of rows and dimensions. Save it so.',
  'error.vectors-names':
    '{file} holds {rows} vectors, but {names} names are given. Give one name a row, in the same order.',
  'error.vectors-values':
    'Row {row} of {file} is zero or not finite, so nothing can be compared with it. Compute it again.',
  'error.vectors-widths':
    'The picture vectors have {pictures} numbers each, the class vectors {classes}. Compute both with one model.',
  'error.vectors-classes':
    'No picture vector belongs to a class. Add a table file,label, or give the rows the names of their classes.',
  'error.tally-invalid':
    '{file} is no tally, or it is damaged at “{path}”. Fold it again with score.py; run files are opened one at a time.',
  'error.tally-version':
    '{file} has version {found} of the layout of tallies, and this page reads version {expected}. Fold it with the score.py that this page saves.',
  'error.tally-labels':
    '{file} was made with another list of labels than {source}, so they cannot stand side by side. Open them one after the other.',
  'error.shards-none':
    'There is no file called img_emb_0.npy, img_emb_1.npy and so on. Choose the folder img_emb that clip-retrieval or ray_embed.py wrote.',
  'error.shards-missing':
    'Shard {index} is missing: there are files up to number {most}, but none for this one. Compute it, or copy it again.',
  'error.shards-twice':
    'Two files are shard {index}. Choose one folder, and in it each shard once.',
  'error.scoring-stopped':
    'The comparing of pictures with classes ended before it was done. Close other tabs and start once more; what was encoded is still there.',
  'error.shards-damaged':
    '{file} cannot be read: it is no file of NumPy, its beginning is missing, or it was moved. Copy it again, or compute this shard again.',
  'error.shards-type':
    '{file} holds {dtype}; vectors are rows of float16 or float32. Save them as x.astype("float16").',
  'error.shards-width':
    '{file} has {found} numbers a vector, and {expected} are needed here. Take vectors and labels of one model.',
  'error.shards-cut':
    '{file} holds {actual} bytes, and its beginning announces {expected}. Copy it again, or compute this shard again.',
  'error.shards-length':
    'Row {row} of {file} has the length {size}, not 1. Normalise the vectors, as clip-retrieval and ray_embed.py do.',
  'error.shards-labels':
    '{file} has {names} labels for {rows} vectors. Give a list for every shard, or one for all, with a line for each vector.',
  'error.shards-label':
    'Line {line} of {file} says {text}, which is no label and no number of one, counted from 0. Correct it, or choose the labels that belong to these pictures.',
  'error.shards-columns':
    'No column has vectors of its labels yet. Give the page labels and wait for a model, or choose a file of class vectors.',
} as const;
