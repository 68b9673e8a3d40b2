/** Teaching by example, in English. */
export const enTeach = {
  'teach.lead':
    'Give pictures to a label, and the label can be told by them instead of by its words. The image side compares pictures with pictures: no text tower is needed.',
  'teach.examples': 'Examples',
  'teach.take-named': 'Use the named pictures as examples',
  'teach.none-named': 'No picture here has a known name that is one of the labels.',
  'teach.drop': 'Take all back',
  'teach.how':
    'Choose below what a picture shows, or drag it onto a label. A picture is an example of one label: given to another, it leaves the first.',
  'teach.counts': 'Labels and their examples',
  'teach.count': '{count} example of {label} || {count} examples of {label}',
  'teach.given': '{count} picture is an example || {count} pictures are examples',
  'teach.bare':
    'Without an example: {labels}. “Pictures” leaves such a label out; “Both” tells it by its words alone.',
  'teach.no-labels': 'There are no labels yet. Add some first.',
  'teach.no-pictures': 'There are no pictures yet. Add some first.',
  'teach.shows': '{name} is an example',
  'teach.nothing': 'of no label',
  'teach.by-column': 'Column {number}: bars by',
  'teach.by.words': 'Words',
  'teach.by.pictures': 'Pictures',
  'teach.by.both': 'Both',
  'teach.published': 'Published ways, to compare',
  'teach.published.none': 'none',
  'teach.by.mean': 'Nearest class mean',
  'teach.by.logistic': 'Logistic regression, C = 0.316',
  'teach.by.tip-adapter': 'Tip-Adapter, α = 1, β = 5.5',
  'teach.by.gda': 'Gaussian discriminant analysis',
  'teach.about.words': 'Each bar compares the picture with the label’s words, as always.',
  'teach.about.pictures':
    'Each label is the mean of its examples, fitted to them from 4 pictures a label on. No words are read.',
  'teach.about.both':
    'Each label is a mixture of its words and the mean of its examples, fitted from 4 pictures a label on.',
  'teach.about.mean': 'Each label is the mean of its examples (Mensink et al. 2013).',
  'teach.about.logistic':
    'The linear probe of OpenAI’s CLIP paper (Radford et al. 2021) with its C for few pictures.',
  'teach.about.tip-adapter':
    'Words, and every example votes for its label by its nearness, without training (Zhang et al. 2022).',
  'teach.about.gda': 'One covariance for all labels, in closed form (Wang et al. 2024).',
  'teach.trust': 'How far the words are trusted',
  'teach.trust.measured': 'Measured on the examples: {value}.',
  'teach.trust.reset': 'As measured',
  'teach.trust.what':
    '0: the words do no better than guessing, and the pictures decide; 1: they name every example right.',
  'teach.state.taught': '{count} example of {labels} labels || {count} examples of {labels} labels',
  'teach.state.no-examples': 'There is no example yet, so the bars are still by words.',
  'teach.state.one-label':
    'Only one label has examples: give a second one some, so that there is a choice. The bars are still by words.',
  'teach.state.waiting': 'Vectors are still being computed. The bars are by words until then.',
  'teach.state.too-much':
    'That many labels and examples take too long here. Take fewer, or another way. The bars are still by words.',
  'teach.state.loading': 'Being fitted',
  'teach.others': 'Right on {right} of {known} named pictures that are no examples',
  'teach.others.none':
    'Every named picture is an example: none is left to see what was learned. Add others.',
  'teach.save': 'Save the class vectors',
  'teach.save.safetensors': 'As safetensors',
  'teach.save.npy': 'As .npy',
  'teach.this-shows': 'An example of',
} as const;
