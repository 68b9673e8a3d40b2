/** English sentences of the evaluation. */
export const enEvaluate = {
  'evaluate.open': 'Evaluate',
  'evaluate.rooms': 'Room',
  'evaluate.room.setup': 'Set up',
  'evaluate.room.results': 'Results',
  'evaluate.lead':
    'Score pictures whose names are known with every column that is ready. Nothing leaves this browser.',
  'evaluate.data': 'Pictures',
  'evaluate.samples': 'Run the sample pictures',
  'evaluate.samples.title': 'Sample pictures',
  'evaluate.folder': 'Choose a folder',
  'evaluate.files': 'Choose archives or files',
  'evaluate.drop': 'Drop a folder, a .zip or a .tar here.',
  'evaluate.drop.now': 'Let go to open it',
  'evaluate.address': 'Address of a .tar or .zip',
  'evaluate.address.open': 'Open the address',
  'evaluate.address.bad': 'This is no address. Enter one that begins with https://.',
  'evaluate.forms': 'What the data may look like',
  'evaluate.form.folders':
    'A subfolder for each class. Its name is the class; | or a comma separates synonyms. ImageNet numbers such as n01440764 are translated.',
  'evaluate.form.table': 'A folder of pictures with a .csv or .tsv of two columns, file and label.',
  'evaluate.form.archive': 'A .zip or .tar of either. Pictures are unpacked one by one.',
  'evaluate.form.shards':
    'WebDataset shards: a .tar with .jpg and .cls, as CLIP_benchmark’s sets are published; a classnames.txt dropped with it names the classes.',
  'evaluate.opening': 'Opening the data',
  'evaluate.opening.bytes': 'Downloading: {done} of {total}',
  'evaluate.opening.some': 'Downloading: {done}',
  'evaluate.close': 'Put these pictures away',
  'evaluate.contents': '{title}: {pictures} pictures in {classes} classes',
  'evaluate.no-columns': 'No column is ready yet. Wait for a model, then run.',
  'evaluate.classes': 'Classes',
  'evaluate.classes.note':
    'Names can be changed; | separates synonyms, and their prompts are averaged.',
  'evaluate.class.key': 'In the data',
  'evaluate.class.pictures': 'Pictures',
  'evaluate.class.names': 'Names',
  'evaluate.class.names-of': 'Names of {name}',
  'evaluate.classes.all': 'Show all {count} classes',
  'evaluate.names-from': 'Take the names of {list}',
  'evaluate.prompts.title': 'Prompts',
  'evaluate.prompts.set': 'Templates',
  'evaluate.prompts.own': 'Templates, one a line',
  'evaluate.prompts.count':
    '{count} prompt for each column: the prompts of a class are averaged and normalised twice. || {count} prompts for each column: the prompts of a class are averaged and normalised twice.',
  'evaluate.prompts.source':
    'This list is OpenAI’s, from github.com/openai/CLIP, under the MIT licence.',
  'evaluate.names.source':
    'ImageNet’s names are those that OpenAI curated, from github.com/openai/CLIP, under the MIT licence.',
  'evaluate.run': 'Run',
  'evaluate.start': 'Start',
  'evaluate.start.rest': 'Go on with the other {count} || Go on with the other {count}',
  'evaluate.keep': 'Keep embeddings in this browser, so that a run goes on after a reload',
  'evaluate.keep.bytes': '{bytes} for each image tower when complete',
  'evaluate.keep.failed':
    'Embeddings cannot be kept in this browser; the run goes on, but will not outlive a reload. Free some space to keep them.',
  'evaluate.kept': 'Kept in this browser',
  'evaluate.kept.entry': '{title}: {done} of {pictures} pictures, {bytes}',
  'evaluate.kept.delete': 'Delete what is kept of {title}',
  'evaluate.mean-pictures': 'Pictures a class for the class means',
  'evaluate.mean-note':
    'The nearest class mean shows what the image tower knows without any text, over five rounds with other pictures.',
  'evaluate.indistinct':
    'These classes give the same prompt, so no score can tell them apart: {names}. Change a name if that is not meant.',
  'evaluate.left.unclassed':
    '{count} picture lies in no class folder and is left out: {names} || {count} pictures lie in no class folder and are left out: {names}',
  'evaluate.left.unlabelled':
    '{count} picture has no row in the table and is left out: {names} || {count} pictures have no row in the table and are left out: {names}',
  'evaluate.left.no-picture':
    '{count} row of the table names a picture that is not here: {names} || {count} rows of the table name pictures that are not here: {names}',
  'evaluate.left.repeated':
    '{count} row of the table names a picture again; the first row counts: {names} || {count} rows of the table name pictures again; the first row counts: {names}',
  'evaluate.left.incomplete':
    '{count} row of the table lacks a file or a label, line {names} || {count} rows of the table lack a file or a label, lines {names}',
  'evaluate.left.too-large':
    '{count} picture claims more bytes than are read and is left out: {names} || {count} pictures claim more bytes than are read and are left out: {names}',
  'evaluate.prompts': 'Encoding the class names',
  'evaluate.prompts.progress': '{done} of {total} prompts',
  'evaluate.progress': '{done} of {total} pictures',
  'evaluate.restored': '{count} of them from an earlier run',
  'evaluate.pace': '{rate} a second',
  'evaluate.left.seconds': 'about {count} s left',
  'evaluate.left.minutes': 'about {count} min left',
  'evaluate.left.hours': 'about {count} h left',
  'evaluate.paused': 'paused',
  'evaluate.pause': 'Pause',
  'evaluate.unreadable':
    '{count} picture cannot be read and is left out: {names} || {count} pictures cannot be read and are left out: {names}',
  'evaluate.unreadable.all': 'Show all',
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
  'error.set-empty':
    'There is no picture in a class folder here. Choose a folder with a subfolder for each class, or add a table of files and labels.',
  'error.set-one-class':
    'There is one class only, so nothing can be told apart. Add a second class folder or a second label.',
  'error.set-no-labels':
    'No row of the table {table} names a picture that is here. Compare its file names with those of the pictures.',
  'error.set-bad-table':
    'The table {table} cannot be read at line {line}. Correct that line, or save it again as file,label.',
  'error.set-too-many-classes':
    '{count} classes are more than memory holds; {most} at most can be compared. Leave some out.',
  'error.set-too-large':
    '{count} pictures in {columns} columns need more memory than a page has. Choose fewer pictures or fewer columns.',
} as const;
