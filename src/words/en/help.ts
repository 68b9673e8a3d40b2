/** The help page, in English. */
export const enHelp = {
  'help.open': 'Help',
  'help.what':
    'The model turns a picture into a list of numbers, and each label into another. The label whose numbers point in the most similar direction wins. It was never trained on your labels: that is zero-shot.',
  'help.random':
    'The vision-only file lacks the text side. A loader fills what is missing with random numbers, often without a word. The page does the same, by the same loader, and says so.',
  'help.cosine': 'Cosine: how similar two directions are, from -1 to 1.',
  'help.probability':
    'Probability: cosines times the logit scale, turned by softmax into shares of 100 % among these labels.',
  'help.chance': 'The dotted line in a bar is chance: one divided by the number of labels.',
  'help.hatch': 'Hatched bars and parts: random numbers take part. Solid: all trained.',
  'version.open': 'Version and changes',
  'version.now': 'This is version {version}.',
  'version.build': 'Build {build}.',
  'help.notices': 'Other people’s work in this page, and its licences',
  'help.keys': 'Keys',
  'help.key.help': 'this help',
  'help.key.label': 'new label',
  'help.key.present': 'presenter view',
  'help.key.undo': 'undo',
  'help.key.roll': 'roll again',
  'help.key.guess': 'cover or uncover the bars',
} as const;
