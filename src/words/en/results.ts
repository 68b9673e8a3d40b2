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
  'scores.cosines-only':
    'Column {column} was trained with a sigmoid, but its scale and bias are not at hand: its bars show cosines, and no probabilities.',
  'bar.cosine': 'cosine {cosine}',
  'shown.probability': 'Probability',
  'shown.cosine': 'Cosine',
  'shown.logit': 'Logit',
  'maps.open': 'Where in the picture? {name}',
} as const;
