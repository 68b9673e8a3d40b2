/** Scores and their settings, the truth, the picture’s own page and the matrix, in English. */
export const enScores = {
  'truth.field': 'This is a',
  'truth.placeholder': 'Type it or choose a label',
  'truth.unsay': 'Nobody knows',
  'truth.note':
    'It counts in the score, in Evaluate and as data for Repair, and it teaches nothing; examples for that are under Teach by example. What is no label yet becomes one. A picture can also be dragged onto a label.',
  'teach.open': 'Teach by example',
  'scores.shown': 'Bars show',
  'scores.scoring': 'From cosines to probabilities',
  'scores.scale': 'Logit scale',
  'scores.bar-order': 'Order of the bars',
  'scores.picture-order': 'Order of the pictures',
  'scores.guess': 'Guess first: cover the bars',
  'scoring.own': 'Checkpoint’s',
  'scoring.softmax': 'Softmax',
  'scoring.sigmoid': 'Sigmoid',
  'scale.own': 'Checkpoint’s',
  'scale.fresh': '{value} where it has none',
  'scale.untrained':
    'Column {column} has no trained scale; {used} is used. OpenCLIP evaluates with 100; the article’s run had a fresh model’s {fresh}.',
  'scale.from-file':
    'Column {column}: the graphs hold neither scale nor bias. Scale {scale} and bias {bias} were read from {file}, {kb} kB of it.',
  'scale.published':
    'Column {column}: the graphs hold neither scale nor bias. Scale {scale} and bias {bias} are those published for {repo}.',
  'bar-order.labels': 'As listed',
  'bar-order.sorted': 'Sorted',
  'bar-order.first-column': 'As column 1',
  'detail.sees': 'What the model sees',
  'detail.facts': '{width} × {height} pixels, {format}, mode {mode}',
  'detail.animated': 'An animation: its first frame is used.',
  'detail.note.still':
    'An animation: the still picture beside its frames is used, not its first frame.',
  'detail.turned': 'Turned as its EXIF data says.',
  'detail.note.grey-16':
    'Grey of 16 bits: “On white” scales it to the 8 bits that the model takes; “As Pillow” clips it as Python’s convert("RGB") does, which turns most such pictures white.',
  'detail.note.no-end': 'The mark of the file’s end is missing; every row of pixels is there.',
  'detail.note.cmyk':
    'CMYK, made for printing: the browser turns it to RGB before resizing, Pillow after it, so values may differ by a few of 255.',
  'detail.note.empty-alpha':
    'Its transparency channel is 0 everywhere, as clipboards write it: “On white” leaves it out, “As Pillow” takes it at its word.',
  'detail.noise':
    'This browser changes pixels that are read from a canvas, so numbers may differ a little.',
  'detail.script': 'Copy as OpenCLIP script',
  'detail.copied': 'The script is in the clipboard.',
  'detail.alpha': 'Transparency and 16 bits',
  'detail.alpha.white': 'On white',
  'detail.alpha.as-pillow': 'As Pillow',
  'spaces.open': 'Where pictures and words lie',
  'matrix.open': 'Label against label',
  'matrix.note':
    'Cosines between the labels’ vectors. The small bars lie on one scale in all columns, from {low} to {high}; the numbers are exact. A random text tower maps all labels to nearly one direction.',
  'matrix.empty': 'Two labels or more are needed.',
  'matrix.mean': 'between two labels on average, from {low} to {high}',
  'matrix.cut': 'The first {count} labels are shown.',
  'truth.take': 'Believe {count} file name || Believe {count} file names',
} as const;
