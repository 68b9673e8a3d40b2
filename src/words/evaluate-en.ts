/** English sentences of the evaluation. */
export const enEvaluate = {
  'evaluate.open': 'Evaluate',
  'evaluate.rooms': 'Room',
  'evaluate.room.setup': 'Set up',
  'evaluate.room.results': 'Results',
  'evaluate.run': 'Run',
  'evaluate.lead':
    'Scores pictures whose names are known with every column that is ready, with the templates chosen on the page.',
  'evaluate.samples': 'Run the sample pictures',
  'evaluate.folder': 'Choose a folder',
  'evaluate.folder.note':
    'One subfolder a class. Synonyms in a folder name are separated by | or a comma. ImageNet numbers are translated.',
  'evaluate.no-columns': 'No column is ready yet. Wait for a model, then run.',
  'evaluate.empty':
    'The folder holds no picture in a class folder. Choose one with a subfolder for each class.',
  'evaluate.one-class':
    'The folder holds one class only, so nothing can be told apart. Add a second class folder.',
  'evaluate.indistinct':
    'These classes give the same prompt, so no score can tell them apart: {names}.',
  'evaluate.unclassed':
    '{count} picture lies in no class folder and is left out. || {count} pictures lie in no class folder and are left out.',
  'evaluate.prompts': 'Encoding the class names',
  'evaluate.progress': '{done} of {total} pictures',
  'evaluate.pause': 'Pause',
  'evaluate.unreadable':
    '{count} picture cannot be read and is left out: {names} || {count} pictures cannot be read and are left out: {names}',
  'evaluate.results': 'Results with 95 % Wilson intervals',
  'evaluate.measure': 'Measure',
  'evaluate.column': 'Column {number}',
  'evaluate.top': 'Top-{k}',
  'evaluate.chance': 'Chance {value}',
  'evaluate.guessing': 'Cannot be told from guessing',
  'evaluate.per-class': 'Mean per-class accuracy',
  'evaluate.ece': 'Expected calibration error',
  'evaluate.mcnemar':
    'Right in column {a} only: {first}; in column {b} only: {second}. McNemar’s test: p {p}.',
} as const;
