/** The two spaces, in English. */
export const enSpaces = {
  'spaces.lead':
    'A model turns every picture and every word into an arrow of length 1. Here the tips of these arrows are drawn flat; a line joins a picture and the word that is true of it.',
  'spaces.views': 'View',
  'spaces.view.gap': 'Gap',
  'spaces.view.centred': 'Centred',
  'spaces.read.gap':
    'From left to right: from where the words lie to where the pictures lie. Upwards: the direction in which everything spreads most beside that. All columns are drawn to one scale.',
  'spaces.read.centred':
    'Both clouds are moved so that their middles lie on each other. Short lines: pictures lie near their words. Lines that cross everywhere: where words lie has nothing to do with what the pictures show.',
  'spaces.close-gap': 'Close the gap',
  'spaces.closed-by': '{share} closed',
  'spaces.not-fault':
    'The gap is not the fault: a model with both halves has one too. OpenAI’s ViT-B/16 has a gap of {gap}; closing it takes its right answers on {pictures} photographs from {right} to {closed}.',
  'spaces.waiting': 'Pictures and labels are still being encoded.',
  'spaces.no-vectors':
    'The opened file holds this column’s answers and no vectors, so nothing can be drawn. Open its vectors, or run the evaluation here.',
  'spaces.too-few':
    'Two pictures and two labels are needed: there are {pictures} and {labels} that have a direction. Add some.',
  'spaces.stale': 'As it was before: the new vectors are on their way.',
  'spaces.chart.gap': 'Gap view of column {number}',
  'spaces.chart.centred': 'Centred view of column {number}',
  'spaces.chart-text':
    '{pictures} pictures and {labels} words as points. The gap is {gap}. Each point can be reached with the Tab and arrow keys.',
  'spaces.points': 'Points of column {number}',
  'spaces.picture': 'Picture: {name}',
  'spaces.word': 'Word: {text}',
  'spaces.hint':
    'Point at a picture or a word, or go there with the arrow keys. A press opens a picture.',
  'spaces.its-word': 'Its word: {text}.',
  'spaces.no-word': 'Nobody said what it shows.',
  'spaces.nearest': 'The nearest word in this column: {text}.',
  'spaces.belongs': '{count} picture belongs to it. || {count} pictures belong to it.',
  'spaces.takes':
    'It is the nearest word of {count} picture. || It is the nearest word of {count} pictures.',
  'spaces.gap-mark': 'gap {gap}',
  'spaces.figures': 'Figures of column {number}',
  'spaces.gap': 'Gap: distance of the middles',
  'spaces.pictures': 'Picture and picture',
  'spaces.labels': 'Word and word',
  'spaces.matched': 'Picture and its own word',
  'spaces.unmatched': 'Picture and another word',
  'spaces.mean-cosine': 'Mean cosine',
  'spaces.cost': 'Loss {loss}, right answers {right}',
  'spaces.right-of': '{right} of {known}, {share}',
  'spaces.change': '{now} (was {before})',
  'spaces.unknown':
    'Nobody said what these pictures show, so nothing can be counted as right. Dashed lines lead to the word that the column itself finds nearest.',
  'spaces.some-unknown':
    'Of {count} picture nobody said what it shows: its dashed line leads to the word that the column itself finds nearest. || Of {count} pictures nobody said what they show: their dashed lines lead to the word that the column itself finds nearest.',
  'spaces.left-out':
    '{count} vector is left out: it is zeros or holds what is not a number. || {count} vectors are left out: they are zeros or hold what is not a number.',
  'spaces.drawn':
    'Drawn: {pictures} of {allPictures} pictures and {labels} of {allLabels} words, at equal distances through the list. The figures are of {counted} pictures and {countedLabels} words.',
  'spaces.legend.plain': 'word, loaded or trained',
  'spaces.legend.chance': 'word, left to chance',
  'spaces.legend.pair': 'belongs together',
  'spaces.legend.guess': 'nearest word, truth not known',
  'spaces.terms': 'What exactly is drawn and counted',
  'spaces.terms.axes':
    'Vectors are embeddings scaled to length 1, a label’s the mean direction of its prompts. The distance of the two means is the modality gap. Gap: x is the axis between the means, y the first principal component of what is left at right angles to it. Centred: each cloud less its own mean, along the first two principal components of both together.',
  'spaces.terms.closing':
    'Closing by a share moves every picture by that share of the gap and scales it to length 1 again. The loss is the cross-entropy of the softmax over the labels, in nats, at the factor that the column’s bars use; a right answer is the highest cosine. After Liang and others, Mind the Gap (2022).',
} as const;
