/** English sentences about downloads, what the browser keeps of them, and where they come from. */
export const enKeeping = {
  'storage.title': 'Checkpoints kept in this browser',
  'storage.note':
    'A kept file is not downloaded again, and loads without a network. What was made ready of it loads faster, and is made again when it is gone.',
  'storage.reading': 'Looking what is kept',
  'storage.none': 'No checkpoint is kept. What a column downloads will stand here.',
  'storage.unavailable':
    'This browser keeps no files for this page: it is a private window, or the page came without https. Checkpoints are loaded into memory.',
  'storage.used': '{usage} used of {quota} that the browser grants.',
  'storage.list': 'Kept checkpoints',
  'storage.file': 'File',
  'storage.size': 'Size',
  'storage.last': 'Last use',
  'storage.part': '{bytes} of {size} are here',
  'storage.part-only': '{bytes} are here',
  'storage.in-use': 'in use',
  'storage.prepared-image': '{name}, made ready for the image tower ({precision})',
  'storage.prepared-text': '{name}, made ready for the text tower ({precision})',
  'storage.checked': 'SHA-256 checked',
  'storage.delete-file': 'Delete {name}',
  'storage.ask': 'Ask the browser to keep them',
  'storage.persisted': 'The browser has promised not to clear these files by itself.',
  'storage.not-persisted':
    'The browser may clear these files by itself when the disk is nearly full.',
  'storage.refused':
    'The browser has not promised it. Most do after a bookmark of the page, or after some visits.',
  'storage.missing': 'Column {number} needs {missing} more. Delete files below, then try again.',
  'model.endpoint': 'Endpoint',
  'model.endpoint-help':
    'Leave it empty for the hub itself; a mirror must speak the same addresses.',
  'model.endpoint-mirror':
    'hf-mirror.com does not let other pages read its files. Whoever serves this page can fetch a model there: HF_ENDPOINT=https://hf-mirror.com npm run models -- get owner/name. It is then under “On this server”.',
  'model.licence': 'Licence, as its publisher states it: {licence}',
  'model.preset-accuracy':
    'Small and quick: a good first real model. Right on {share} of ImageNet’s photographs, as its authors report',
  'model.preset-facts': 'Trained with {activation}; from the branch {revision} of its repository',
  'model.own': 'On this server',
  'model.own-none': 'Another address',
  'model.pair':
    'Load the same file into column {number} too, with the image tower by timm only: the comparison of the article.',
  'loadable.safetensors': 'One file of named tensors',
  'loadable.sharded': 'One model in {count} files',
  'loadable.torch': 'A PyTorch archive, read without running it',
  'loadable.onnx': 'Two ready graphs, {precision}',
} as const;
