/** The teacher's pack, in English. Numbers are those of the built-in model on the lesson's own pictures. */
export const enTeacher = {
  'teacher.title': 'For teachers',
  'teacher.lead':
    'Notes, plans and sheets for the lesson. Every number here is computed from the model that ships with the page; on the page beside the lesson numbers are live.',
  'teacher.print': 'Print',
  'teacher.missing':
    'The numbers could not be fetched, so dashes stand for them. Try again with a connection.',
  'teacher.link': 'Link for the class',
  'teacher.link-how':
    'Everybody opens it once with a connection. After that the page and the built-in model stay in the browser, and the lesson works with no network. Each page has its own link: the number at the end.',
  'teacher.copy': 'Copy the link',
  'teacher.copied': 'The link is in the clipboard.',
  'teacher.notes': 'Notes on each page',
  'teacher.goal': 'Goal',
  'teacher.expect': 'Expected answers',
  'teacher.wrong': 'Misconceptions',
  'teacher.offline': 'Without a network',
  'teacher.minutes': '{count} minute || {count} minutes',
  'teacher.right': 'Right answer: {answer}',
  'teacher.plans': 'Plans',
  'teacher.plan': 'Plan for {count} minutes',
  'teacher.plan-begin': 'Open the link, say what a label is, show one picture',
  'teacher.plan-talk': 'Compare what was written: what do both have in common?',
  'teacher.plan-bench':
    'In pairs: break a column oneself (load rule in the report), the neighbour finds the fault',
  'teacher.plan-evaluate':
    'Evaluate the sample pictures together: the confusion matrix’s single stripe',
  'teacher.plan-exit': 'Exit ticket on paper or on page 8; collect the files',
  'teacher.sheet': 'Worksheet',
  'teacher.ticket': 'Exit ticket',
  'teacher.name': 'Name:',
  'teacher.date': 'Date:',
  'teacher.before': 'Before you look',
  'teacher.room': 'Answers of the room',
  'teacher.room-how':
    'Everybody saves “My answers” on page 8 and hands the file in. Read the files together here: they stay in this browser.',
  'teacher.read': 'Read files of answers',
  'teacher.read-bad': 'No answers of this lesson in: {names}. Ask for the file that ends in .json.',
  'teacher.left-out': '{count} file was too many. || {count} files were too many.',
  'teacher.who': 'Who',
  'teacher.nobody': 'no name',
  'teacher.column': 'Page {page}',
  'teacher.column-check': 'Page {page}, check',
  'teacher.is-right': '{answer} ✓',
  'teacher.sum': 'right',
  'teacher.save': 'Save the table (CSV)',

  'teacher.1.goal':
    'Say that a picture and each label become numbers, and that the nearest label wins.',
  'teacher.1.expect':
    'The first picture has a cosine of {near1} with the label that wins it and {next1} with the next. {right1} of {known1} pictures are named right on the left. In both rows the winner is the label with the greatest cosine.',
  'teacher.1.wrong':
    '“It has learned these labels”: type a new one, and it has a bar at once. “{sure1} means that it is certain”: it is the share among the labels given.',
  'teacher.1.offline': 'Bars of the first pictures were computed beforehand and are there at once.',
  'teacher.2.goal': 'See that a column that means nothing can look just as sure.',
  'teacher.2.expect':
    'Left {right1} of {known1} right and {sure1} sure, right {right2} of {known2} and {sure2} sure; {top2} wins {wins2} times. Label against label: {alike1} on the left, {alike2} on the right. What both have in common: long bars.',
  'teacher.2.wrong':
    '“A broken model is unsure.” “{right2} of {known2} shows that it knows something”: guessing gives as much.',
  'teacher.2.offline': 'As page 1. Label against label works, too.',
  'teacher.3.goal': 'Find the part that is fine: the image half is the same in both.',
  'teacher.3.expect':
    'By words {rightWords1} of {knownWords} and {rightWords2} of {knownWords}. Told by {examples} pictures of each kind, the left column names {right1} of the other {known1} right and the right column {right2} of {known2}: the very same answers.',
  'teacher.3.wrong':
    '“The right model is broken”: only its text half is. “This is still zero-shot”: it is not, it needs pictures of every label.',
  'teacher.3.offline': 'Its pictures were computed beforehand, too.',
  'teacher.4.goal': 'Tell being sure from being right.',
  'teacher.4.expect':
    'With seed {seed2} the right column is {sure2} sure at {scale2} and {sureFresh2} at {fresh}, and {right2} of {known2} are right each time. The scale never changes which label wins. Other seeds: other bars, still guessing.',
  'teacher.4.wrong':
    '“Roll often enough and it will work”: a seed that is right by luck here is wrong on the next pictures. “A lower scale makes it more honest”: the left column would be as right and {sureFresh1} sure.',
  'teacher.4.offline': 'Rolling needs the model: it must have been opened once before.',
  'teacher.5.goal': 'See that the image half looks, and that only the words say what at.',
  'teacher.5.expect':
    'Left: some parts are much nearer to the word than others. Right: nearly one colour, as {top2} wins {wins2} of {pictures} whole pictures; labels have a cosine of {alike2} there, and of {alike1} on the left. The parts and the image half are the same in both.',
  'teacher.5.wrong':
    '“The right column is blind”: page 3 has shown that its image half sees. “The map is how the model decided”: every part was asked on its own; covering a part asks about the whole.',
  'teacher.5.offline': 'Maps need the model: it must have been opened once before.',
  'teacher.6.goal': 'Find the cause where it is written: in the load report.',
  'teacher.6.expect':
    '{random2} of {numbers2} numbers are random. Of {loaders2} known ways to load this file, {silent2} without a word, {refusing2} with a refusal. What both knew: the names that were missing.',
  'teacher.6.wrong':
    '“Somebody falsified the file”: it was complete for what it was made for. “A warning would have been printed”: not by every loader.',
  'teacher.6.offline': 'The report of the built-in files was computed beforehand.',
  'teacher.7.goal': 'Tell memorising from knowing, by what was kept apart.',
  'teacher.7.expect':
    'Before: {right2} of {known2}. With the text half that its image half was trained with: as the left column, {right1} of {known1}. A refit of the random half names what it was taught and guesses on what was kept apart; its panel counts both.',
  'teacher.7.wrong':
    '“More training will do it”: not with a few names. “Any text half fits”: only the one that was trained together with this image half.',
  'teacher.7.offline': 'Needs both files of the built-in model: open the page once before.',
  'teacher.8.goal': 'Use it on something of one’s own, and leave with three answers.',
  'teacher.8.expect':
    'Pictures with one thing on a plain ground work best; the built-in model is small. Let them count right and wrong before they trust a bar.',
  'teacher.8.wrong': '“Both columns agree, so it is right”: chance agrees at times.',
  'teacher.8.offline': 'Works with the built-in model. Pictures never leave the browser.',
} as const;
