/** The presenter, its slides and the votes of a room, in English. */
export const enPresent = {
  'present.leave': 'Leave',
  'present.previous': 'Previous slide',
  'present.next': 'Next slide',
  'present.slides': 'Slides',
  'present.reveal': 'Reveal',
  'present.cover': 'Cover',
  'present.guess': 'What do you say?',
  'present.picture': 'Picture {number}',
  'present.place': '{place} of {count}',
  'present.keys': '← → slides · Space reveal · 1–9 vote · R roll · Esc leave',
  'present.vote': 'Votes for {label}',
  'present.one-more': 'One more for {label}',
  'present.votes': 'The room says',
  'slide.ladder': 'One fault at a time',
  'slide.ladder.none':
    'No column holds a complete checkpoint: load one, and this slide climbs from it.',
  'slide.ladder.says': 'Pictures named right, of {known}',
  'slide.ladder.marks': '{rung}: {right} of {known} right',
  'slide.ladder.untouched':
    '{rung}: nothing to see, because this model has nothing that this fault changes.',
  'slide.ladder.silent':
    '{rung}: no winner changes. The vectors turn by only {angle}° on average, and these {count} labels are farther apart.',
  'slide.confusion': 'What is called what',
  'slide.no-names': 'No picture has a name that is among the labels: say in a row what is in it.',
  'slide.confusion.says': 'Rows: what is in the picture. Columns: what the model calls it.',
  'slide.confusion.right': '{right} of {known} on the diagonal',
  'slide.confusion.stripe': '{count} of {known} are called {label}',
  'slide.confusion.cut': 'The first {count} labels.',
  'slide.lesson': 'A question of the lesson',
  'slide.votes': 'Vote by phone',
  'votes.none':
    'A ballot has 2 to {labels} labels and 1 to {pictures} pictures: take some away, or add some.',
  'votes.local':
    'Phones cannot open this address: it is this computer’s own. Open the page by the computer’s name or number in the network.',
  'votes.qr': 'QR code that opens the ballot',
  'votes.how':
    'Scan the code, choose a label for every picture number, and read out, send or save the code that the phone shows.',
  'votes.codes': 'Codes of the room, one a line',
  'votes.add': 'Count them',
  'votes.files': 'Choose files',
  'votes.drop': 'Files can be dropped here, many at once.',
  'votes.counted': '{count} phone counted || {count} phones counted',
  'votes.clear': 'Forget the phones',
  'votes.more-bad': 'And {count} more that cannot be read.',
  'votes.fault.no-code': '“{text}” is not a code of this page. Copy it again, whole.',
  'votes.fault.mistyped': '“{text}”: a sign is wrong or missing. Compare it with the phone.',
  'votes.fault.other-version':
    '“{text}” comes from another version of this page. Load the page again on the phone.',
  'votes.fault.other-ballot':
    '“{text}” answers other labels or pictures. Scan the QR code of this slide, and vote again.',
  'votes.fault.too-many': 'From “{text}” on nothing was read: that is more than any room holds.',
  'votes.fault.no-file': 'The file “{text}” holds no codes. Choose one that a phone saved.',
  'ballot.title': 'What do you say?',
  'ballot.how': 'Look at the picture of that number, and choose.',
  'ballot.bad':
    'This link holds no ballot that can be read. Scan the QR code again, or ask for a new one.',
  'ballot.pictures': 'Pictures',
  'ballot.picture-done': 'Picture {number}: {label}',
  'ballot.done': '{done} of {count} answered',
  'ballot.code': 'Your code',
  'ballot.code-note':
    'Read it out, send it, or save it as a file. Nothing leaves this phone by itself.',
  'ballot.copy': 'Copy the code',
  'ballot.copied': 'Copied',
  'ballot.save': 'Save as a file',
  'ballot.page': 'Open the playground itself',
} as const;
