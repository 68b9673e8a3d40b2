/** What models of this kind are weak at, in English. */
export const enQuestions = {
  'hard.title': 'Hard questions',
  'hard.hint': 'Counting, left and right, words on things: what such models are weak at.',
  'hard.note':
    'Questions at which models of this kind are weak, complete ones too. A press puts the pictures and labels of one in place of yours; Undo brings yours back. What the models here make of it, the page shows.',
  'hard.size': '{pictures} pictures, {labels} labels: guessing is right on one in {labels}.',
  'hard.ask': 'Ask: {question}',
  'hard.counting': 'How many?',
  'hard.counting.why':
    'Each picture holds one to six balls. Such a model sums a label up in one vector, and the number in it changes that vector little.',
  'hard.places': 'Left or right, above or below?',
  'hard.places.why':
    'A ball and a box, side by side or one above the other. The four labels share most of their words, and small words of place change the text vector little.',
  'hard.colours': 'Which one is which colour?',
  'hard.colours.why':
    'Two things, two colours. “A red ball and a blue box” and “a blue ball and a red box” hold the same words, and such models notice which words there are more than which belongs to which.',
  'hard.without': 'With or without?',
  'hard.without.why':
    'A box, a ball, or both. Captions seldom say what is missing, so “without” counts for little, and the word after it attracts the picture all the same.',
  'hard.written': 'The thing, or the word on it?',
  'hard.written.why':
    'An apple or a clock, plain or with the name of another thing on it. On the web, captions often repeat what a picture says, so a large model may answer with the word; one that cannot read has no reason to.',
  'hard.terms': 'What the field calls it',
  'hard.terms-said':
    'The first four are counting, spatial relations, attribute binding and negation. Together they ask for compositionality: what a sentence means depends on how its words are put together. A model that notices only which words there are treats it as a bag of words. A word in the picture that changes the answer is a typographic attack.',
} as const;
