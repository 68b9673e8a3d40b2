/** English sentences of the evaluation. */
export const enEvaluate = {
  'evaluate.rooms': 'Room',
  'evaluate.room.setup': 'Set up',
  'evaluate.room.results': 'Results',
  'evaluate.lead':
    'Score pictures whose names are known with every column that is ready. Nothing leaves this browser.',
  'evaluate.data': 'Pictures',
  'evaluate.samples': 'Run the sample pictures',
  'evaluate.page': 'Evaluate these pictures ({count})',
  'evaluate.page.title': 'Pictures of the page',
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
    'A subfolder for each class. Its name is the class; | separates synonyms. ImageNet numbers such as n01440764 are translated. Folders train, val and test above the classes are splits to choose from.',
  'evaluate.form.table':
    'A folder of pictures with a table that names them and their labels: .csv, .tsv, .jsonl, or a .txt of “file label” lines. Which columns are meant is found out and can be changed.',
  'evaluate.form.archive':
    'A .zip, .tar or .tar.gz of any of these, also several of one set, or archives in an archive. .7z, .rar and .xz must be unpacked first.',
  'evaluate.form.shards':
    'WebDataset shards: a .tar with pictures and .cls, .json or .txt, as CLIP_benchmark’s sets are published; classnames.txt and its templates may lie beside it or inside.',
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
  'evaluate.left.untold':
    '{count} picture of which nobody said what is in it, or which is no label, is left out: {names} || {count} pictures of which nobody said what is in them, or which are no labels, are left out: {names}',
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
  'evaluate.left.refused':
    '{count} picture is of a format that this browser does not read and is left out: {names}. Save it as JPEG or PNG. || {count} pictures are of a format that this browser does not read and are left out: {names}. Save them as JPEG or PNG.',
  'evaluate.left.broken':
    '{count} file is called a picture but is empty, damaged or something else: {names} || {count} files are called pictures but are empty, damaged or something else: {names}',
  'evaluate.left.packed':
    '{count} file is packed or encrypted in a way that cannot be undone here: {names}. Pack it again as an ordinary zip. || {count} files are packed or encrypted in a way that cannot be undone here: {names}. Pack them again as an ordinary zip.',
  'evaluate.left.other-split':
    '{count} picture of another split: {names} || {count} pictures of other splits: {names}',
  'evaluate.left.replaced':
    '{count} file is in the archive twice; the last one counts: {names} || {count} files are in the archive twice; the last ones count: {names}',
  'evaluate.left.archive':
    '{count} archive that is not opened: {names}. Unpack it first. || {count} archives that are not opened: {names}. Unpack them first.',
  'evaluate.left.system':
    '{count} file that is hidden or that a system keeps for itself: {names} || {count} files that are hidden or that a system keeps for itself: {names}',
  'evaluate.left.not-picture':
    '{count} file that is neither a picture nor used: {names} || {count} files that are neither pictures nor used: {names}',
  'evaluate.passed-over':
    '{count} file is passed over: {reasons} || {count} files are passed over: {reasons}',
  'evaluate.why.other-split': '{count} of another split || {count} of other splits',
  'evaluate.why.replaced': '{count} twice in the archive',
  'evaluate.why.archive': '{count} archive not opened || {count} archives not opened',
  'evaluate.why.system': '{count} hidden',
  'evaluate.why.not-picture': '{count} not a picture || {count} not pictures',
  'evaluate.reading': 'How the data are read',
  'evaluate.split': 'Split',
  'evaluate.split.one': '{name} ({pictures})',
  'evaluate.split.all': 'All of them',
  'evaluate.split.note':
    'Folders of these names are parts of one data set. Measure on pictures that no model was trained on.',
  'evaluate.charset': 'Names are written in',
  'evaluate.charset.note':
    'The files do not say how their names are written. Choose the line that reads right.',
  'evaluate.source': 'Labels come from',
  'evaluate.source.folders': 'the folders',
  'evaluate.source.beside': 'files beside the pictures',
  'evaluate.table.caption': 'First rows of {path}',
  'evaluate.table.matched': '{matched} of {total} rows name a picture that is here.',
  'evaluate.table.file': 'Column of the files',
  'evaluate.table.label': 'Column of the labels',
  'evaluate.table.column': 'Column {number}',
  'evaluate.table.column.named': 'Column {number}: {name}',
  'evaluate.table.heading': 'The first row is a heading',
  'evaluate.prompts.own-set': 'From the data ({count})',
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
  'evaluate.cut':
    '{names}: {count} prompt is longer than the model reads and was cut. || {names}: {count} prompts are longer than the model reads and were cut.',
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
    'No row of the table {table} names a picture that is here. Compare its file names with those of the pictures, or choose the columns.',
  'error.set-packed':
    'All {count} files are packed with {packing}, which browsers cannot unpack. Unpack the archive and drop its folder, or pack it again as an ordinary zip (Deflate).',
  'error.set-foreign-archive':
    '{name} is an archive that cannot be opened here ({kind}). Unpack it and drop the folder, or pack it again as .zip or .tar.',
  'error.set-unreadable':
    'None of the files can be read as a picture: {name}, and {count} in all. Save them as JPEG or PNG.',
  'error.set-bad-table':
    'The table {table} cannot be read at line {line}. Correct that line, or save it again as file,label.',
  'error.set-too-many-classes':
    '{count} classes are more than memory holds; {most} at most can be compared. Leave some out.',
  'error.set-too-large':
    '{count} pictures in {columns} columns need more memory than a page has. Choose fewer pictures or fewer columns.',
} as const;
