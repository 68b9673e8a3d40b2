/** The lesson, in English. Numbers come from the page beside it. */
export const enLesson = {
  'lesson.title': 'Lesson',
  'lesson.pages': 'Pages of the lesson',
  'lesson.page': 'Page {number}: {title}',
  'lesson.answered': 'answered',
  'lesson.fold': 'Make the lesson small',
  'lesson.unfold': 'Show the lesson',
  'lesson.close': 'Close the lesson',
  'lesson.lock': 'Lock my answer',
  'lesson.locked': 'Your answer is locked: {answer}',
  'lesson.right-answer': 'The answer: {answer}',
  'lesson.steps': 'Now see for yourself',
  'lesson.do-it': 'Do it for me',
  'lesson.do-it-for': 'Do it for me: {step}',
  'lesson.step-done': 'done',
  'lesson.go-on': 'Go on without it',
  'lesson.reveal': 'What the page shows',
  'lesson.loading': 'The numbers come when the models have answered.',
  'lesson.common': 'What do both have in common?',
  'lesson.write': 'In a sentence of your own',
  'lesson.write-done': 'Done, go on',
  'lesson.talked': 'We talked about it, go on',
  'lesson.you-wrote': 'You wrote: {text}',
  'lesson.principle': 'In one sentence',
  'lesson.check': 'Check',
  'lesson.answer': 'Answer',
  'lesson.check-right': 'Right.',
  'lesson.check-wrong': 'Not quite: {answer}',
  'lesson.next': 'Next page',
  'lesson.again': 'Set the page up again',

  'lesson.compared.title': 'What is compared?',
  'lesson.compared.lead':
    'Look at the left column: {pictures} pictures, {labels} labels. This model was never trained on this list of labels.',
  'lesson.compared.ask': 'How can it choose a label?',
  'lesson.compared.list': 'It knows these things by heart and looks for them.',
  'lesson.compared.numbers':
    'It turns picture and labels into numbers and takes the label whose numbers are nearest.',
  'lesson.compared.file': 'It reads the name of the picture’s file.',
  'lesson.compared.step-cosine':
    'Let the bars show nearness itself: Scores, then Cosine instead of Probability.',
  'lesson.compared.step-label': 'Type a label that is not there, such as guitar, and press Enter.',
  'lesson.compared.reveal':
    'The first picture and the label that wins it: cosine {near1}. The label after that: {next1}. The new label has a bar at once, without any training: it is one more thing to compare with.',
  'lesson.compared.shared':
    'Compare two rows of the left column. What do the two labels that win have in common?',
  'lesson.compared.principle':
    'The model compares the picture’s numbers with each label’s numbers, and the nearest label wins.',
  'lesson.compared.check': 'None of the labels fits a picture. What will the model do?',
  'lesson.compared.check-none': 'It says that nothing fits.',
  'lesson.compared.check-nearest': 'It names the label that is nearest all the same.',
  'lesson.compared.check-new': 'It makes up a label of its own.',
  'lesson.compared.why': 'There is always a nearest one among the labels that it was given.',

  'lesson.broken.title': 'Two columns: which is broken?',
  'lesson.broken.lead':
    'The same model twice. On the right the file had no text half: its labels are turned into numbers by chance.',
  'lesson.broken.ask': 'What will the bars on the right look like?',
  'lesson.broken.flat': 'All labels about the same: short bars, it is not sure of anything.',
  'lesson.broken.mixed': 'Another wrong label for each picture, with middling bars.',
  'lesson.broken.same': 'Long bars, and half of them or more for the same label.',
  'lesson.broken.step-matrix': 'Look at the labels themselves: More, then Label against label.',
  'lesson.broken.reveal':
    'Left: {right1} of {known1} right, on average {sure1} sure. Right: {right2} of {known2} right, on average {sure2} sure, and {top2} wins {wins2} times. Two labels have a cosine of {alike1} on the left on average and {alike2} on the right: to random numbers all labels are nearly one.',
  'lesson.broken.shared': 'Look at the longest bars left and right. What do they have in common?',
  'lesson.broken.principle':
    'A bar says which label is nearest, not whether the numbers behind it mean anything.',
  'lesson.broken.check': 'A model names your picture and is {sure2} sure. What do you know?',
  'lesson.broken.check-works': 'That the model works.',
  'lesson.broken.check-little': 'Little: a broken model can be that sure, too.',
  'lesson.broken.check-easy': 'That the picture was easy.',
  'lesson.broken.why': 'The right column is {sure2} sure on average and right {right2} times.',

  'lesson.shared.title': 'What do they share?',
  'lesson.shared.lead':
    '{pictures} pictures, {labels} labels. By words, the left column names {rightWords1} of {knownWords} right, and the right one {rightWords2}. Now labels are to be told by pictures instead of words: a few of each kind are shown to both models.',
  'lesson.shared.ask': 'Which column will name the other pictures right?',
  'lesson.shared.left': 'Only the left one: the right one is broken.',
  'lesson.shared.neither': 'Neither: a few pictures are not enough.',
  'lesson.shared.both': 'Both.',
  'lesson.shared.step-examples':
    'Give each label a few pictures: drag them onto it, or Scores, then Teach by example.',
  'lesson.shared.step-by-pictures':
    'Let the bars of both columns come from pictures: Teach by example.',
  'lesson.shared.reveal':
    'Now: left {right1} of {known1}, right {right2} of {known2}. Pictures that were shown do not count. No word was read: a picture’s numbers were compared with the mean of a few pictures’ numbers.',
  'lesson.shared.shared':
    'Without words, both columns give the very same answers. What do both models have in common?',
  'lesson.shared.principle':
    'The image half of both is the same and is fine; only the half that reads words was missing.',
  'lesson.shared.check':
    'A model fails with words and succeeds with a few pictures. Which part is broken?',
  'lesson.shared.check-image': 'The image half.',
  'lesson.shared.check-text': 'The text half.',
  'lesson.shared.check-whole': 'The whole model.',
  'lesson.shared.why':
    'Pictures against pictures need the image half alone. As it works there, it is fine.',

  'lesson.sure.title': 'Being sure is not knowing',
  'lesson.sure.lead':
    'The right column is {sure2} sure on average. Its text half is random: seed {seed2}.',
  'lesson.sure.ask': 'We roll again: other random numbers. What will the right column do?',
  'lesson.sure.unsure': 'It becomes unsure.',
  'lesson.sure.right': 'It gets better: sooner or later chance finds the words.',
  'lesson.sure.other': 'Its bars change, and it is still no better than guessing.',
  'lesson.sure.step-roll': 'Roll again, once or several times: the right column’s head or menu.',
  'lesson.sure.step-soft':
    'Turn the factor down: Scores, Logit scale, {fresh} (what a fresh model starts with).',
  'lesson.sure.step-hard': 'Turn it back: Checkpoint’s.',
  'lesson.sure.reveal':
    'Seed {seed2}: {top2} wins {wins2} times, {right2} of {known2} are right. The same cosines make the right column {sureFresh2} sure at {fresh} and {sure2} at {scale2}. How sure should it be? Right {right2} times of {known2}, so {share2}. Left: {sure1} sure, and {share1} right.',
  'lesson.sure.shared':
    'Two seeds, two scales: the bars change. What stays the same, whatever you roll or turn?',
  'lesson.sure.principle':
    'How long a bar is depends on a factor and on luck; only counting right answers shows what a model knows.',
  'lesson.sure.check': 'A model is well calibrated. What does that mean?',
  'lesson.sure.check-high': 'Its bars are long.',
  'lesson.sure.check-often': 'It is right as often as it says it is sure.',
  'lesson.sure.check-low': 'Its bars are short, so that it promises little.',
  'lesson.sure.why': 'Being sure is compared with being right, over many pictures.',

  'lesson.where.title': 'Where in the picture?',
  'lesson.where.lead':
    'A picture can be cut into parts, and each part asked how near it is to a word: that gives a map. Both columns have the very same image half.',
  'lesson.where.ask':
    'The map of the word “turtle” over the turtle: what will it look like in the right column?',
  'lesson.where.same': 'As in the left column: the same image half looks at the same parts.',
  'lesson.where.elsewhere': 'As clear as the left one, at the wrong places.',
  'lesson.where.even': 'Almost one colour everywhere, whatever is in the part.',
  'lesson.where.step-map':
    'Make the map: beside the turtle, Where in the picture?, then Parts on their own.',
  'lesson.where.reveal':
    'On the left the colour changes from part to part. On the right it hardly does: random words take parts as they take whole pictures, of which {top2} wins {wins2} of {pictures}. Two labels have a cosine of {alike2} there on average, so no part tells them apart.',
  'lesson.where.shared':
    'Look at the maps of another label, left and right. What is the same in both columns, and what is not?',
  'lesson.where.principle':
    'A map shows where a picture and a word agree; where the words are random it shows nothing, however well the image half sees.',
  'lesson.where.check': 'On the left the map is strongest on the turtle. What does that show?',
  'lesson.where.check-decided': 'That the model decided because of this part.',
  'lesson.where.check-near': 'That this part, asked on its own, is near to the word.',
  'lesson.where.check-right': 'That the model is right about the picture.',
  'lesson.where.why':
    'Each part was compared with the word on its own. How the whole picture is decided is another question: cover a part and look.',

  'lesson.dropped.title': 'Who dropped it?',
  'lesson.dropped.lead':
    'Somebody loads the right column’s file into a model with both halves. The file holds the image half only.',
  'lesson.dropped.ask': 'What does the program that loads it say?',
  'lesson.dropped.stops': 'It stops with an error: every program would.',
  'lesson.dropped.warns': 'It prints a warning that names what is missing.',
  'lesson.dropped.depends': 'It depends: some stop, some fill the gap with chance and say nothing.',
  'lesson.dropped.step-report':
    'Open the load report: the menu of the right column, then Load report.',
  'lesson.dropped.step-loaders':
    'In the report, read what each loader says: In other loaders’ words.',
  'lesson.dropped.reveal':
    'Of the {numbers2} numbers of this model, {random2} are random. Known ways to load this file: {loaders2}. Without a word: {silent2}. Refused: {refusing2}.',
  'lesson.dropped.shared':
    'A silent loader and a strict one read the same file. What do both know at that moment?',
  'lesson.dropped.principle':
    'What a file lacks, loading fills with random numbers; whether you hear of it is up to the loader.',
  'lesson.dropped.check': 'What would have found the fault first?',
  'lesson.dropped.check-size': 'A larger test set.',
  'lesson.dropped.check-run': 'Running it once more.',
  'lesson.dropped.check-strict': 'A strict load, or reading the report.',
  'lesson.dropped.why': 'The names in the file were known before the first picture was looked at.',

  'lesson.repaired.title': 'Repair',
  'lesson.repaired.lead':
    'The right column began with a random text half. There are several ways to repair it.',
  'lesson.repaired.ask':
    'Which one makes it name things right that it was not taught during the repair?',
  'lesson.repaired.refit': 'Fit the last matrix of the random text half to a few names.',
  'lesson.repaired.teach': 'Teach it by example: a few pictures for each label.',
  'lesson.repaired.half': 'Give it the text half that its image half was trained with.',
  'lesson.repaired.step-refit':
    'Refit: Repair in the right column’s head or menu, then Refit the text projection.',
  'lesson.repaired.step-half': 'Take the other half: Repair, then the text half that fits.',
  'lesson.repaired.reveal': 'Now: left {right1} of {known1}, right {right2} of {known2}.',
  'lesson.repaired.refitted':
    'The refit named {taught} of {taughtOf} names that it was taught, and {apart} of {apartOf} that were kept apart.',
  'lesson.repaired.shared':
    'Refitting a random half and teaching by example: what do both know in the end, and what not?',
  'lesson.repaired.principle':
    'A repair on a few examples brings back what was shown; words in general come back only with the half that learned them.',
  'lesson.repaired.check':
    'After a repair a model is right on all that it was taught and on nothing that was kept apart. What has it done?',
  'lesson.repaired.check-understands': 'It understands words again.',
  'lesson.repaired.check-memorised': 'It has memorised.',
  'lesson.repaired.check-more': 'It only needs more steps.',
  'lesson.repaired.why': 'That is why some names are kept apart: they tell knowing from memory.',

  'lesson.own.title': 'Your own pictures',
  'lesson.own.lead':
    'Now with a picture of your own and labels of your own. It stays in this browser.',
  'lesson.own.ask': 'You do not know which column is broken. How do you find out?',
  'lesson.own.sure': 'I take the column that is surer.',
  'lesson.own.known': 'I take pictures of which I know what they show, and count.',
  'lesson.own.agree': 'I trust what both columns agree on.',
  'lesson.own.step-picture': 'Add a picture: drop it on the page, or Pictures.',
  'lesson.own.step-label': 'Type the word for what it shows, so that it is among the labels.',
  'lesson.own.reveal':
    'Left: {right1} of {known1} right, {sure1} sure. Right: {right2} of {known2} right, {sure2} sure.',
  'lesson.own.principle':
    'Test with what you know, count, and read the report before you believe a number.',
  'lesson.own.exit-compared': 'Exit ticket 1: what does a zero-shot model compare?',
  'lesson.own.exit-picture-words': 'A picture’s numbers with each label’s numbers.',
  'lesson.own.exit-picture-pictures': 'A picture with the pictures of its training.',
  'lesson.own.exit-words-words': 'Labels with each other.',
  'lesson.own.exit-compared-why': 'Two halves, one for pictures and one for words, meet there.',
  'lesson.own.exit-bars': 'Exit ticket 2: what does a long bar say?',
  'lesson.own.exit-bars-right': 'That the answer is right.',
  'lesson.own.exit-bars-nearest': 'That this label is nearest among those given.',
  'lesson.own.exit-bars-trained': 'That both halves are trained.',
  'lesson.own.exit-bars-why': 'Nearest, even where one half is chance.',
  'lesson.own.exit-first':
    'Exit ticket 3: a model guesses no better than chance. What do you look at first?',
  'lesson.own.exit-first-bigger': 'Whether there is a bigger model.',
  'lesson.own.exit-first-report': 'What was loaded and what is random.',
  'lesson.own.exit-first-more': 'Whether more training data helps.',
  'lesson.own.exit-first-why': 'A missing half costs everything, and the report says so at once.',

  'lesson.answers': 'My answers',
  'lesson.who': 'Name or table (only in your file)',
  'lesson.save-json': 'Save for the teacher',
  'lesson.save-csv': 'Save as a table (CSV)',
  'lesson.forget': 'Take all my answers back',
  'lesson.forget-sure': 'Really take them back',
} as const;
