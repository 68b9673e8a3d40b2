/** Bars, scores, the picture’s own page and the matrix, in English. */
export const enResults = {
  'results.list': 'Results',
  'results.no-pictures':
    'No pictures. Drop some anywhere on the page, or take samples from the shelf.',
  'truth.ask': 'This is a …',
  'truth.ask-of': 'What is in {name}',
  'truth.is-of': '{name} is a {label}: change that',
  'truth.guess': '{label}?',
  'truth.confirm': 'Yes, {name} is a {label}',
  'truth.said': '“{name}” is a {label}.',
  'truth.unsaid': 'Nobody says any more what is in “{name}”.',
  'truth.taken':
    '{count} picture counts in the score now. || {count} pictures count in the score now.',
  'truth.take': 'Believe {count} file name || Believe {count} file names',
  'row.example': 'example of {label}',
  'teach.shown.pictures': 'Bars by pictures',
  'teach.shown.both': 'Bars by words and pictures',
  'teach.shown.other': 'Bars by a published head',
  'row.answer-first': 'Answer the lesson’s question first.',
  'row.reveal': 'Reveal the bars of {name}',
  'bar.wins': 'wins',
  'bar.right': 'wins, right',
  'bar.wrong': 'wins, wrong',
  'bar.tie': 'a tie',
  'bar.value': '{probability}, cosine {cosine}',
  'scores.title': 'Scores',
  'scores.no-probability':
    'No trained bias: a sigmoid without one is no probability. Compare its values, do not trust their size.',
  'shown.probability': 'Probability',
  'shown.cosine': 'Cosine',
  'shown.logit': 'Logit',
  'scoring.softmax': 'Softmax',
  'scoring.sigmoid': 'Sigmoid',
  'scale.own': 'Checkpoint’s',
  'scale.fresh': '{value} where it has none',
  'scale.untrained':
    'Column {column} has no trained scale; {used} is used. OpenCLIP evaluates with 100; the article’s run had a fresh model’s {fresh}.',
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
} as const;
