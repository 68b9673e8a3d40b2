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
  'preset.good.room': 'The first real model for a room: small, for everyday things.',
  'preset.good.laptops':
    'For a room of laptops: on ImageNet as good as OpenAI’s ViT-B/32, at half its size.',
  'preset.good.quick': 'OpenAI’s model in a quarter of its bytes, and quick: large patches.',
  'preset.good.finer': 'OpenAI’s model in a quarter of its bytes; sees finer and takes longer.',
  'preset.good.languages':
    'Labels in Chinese and many other languages; it judges each label by itself.',
  'preset.good.article': 'The model of the article: look at it beside its own image half.',
  'preset.good.large-patches': 'Like ViT-B/16 with larger patches: quicker, less fine.',
  'preset.good.large': 'For comparing sizes: better, and slow without a graphics card.',
  'preset.good.resnet': 'A ResNet in place of a transformer: for comparing image halves.',
  'preset.good.other-data': 'The same architecture, trained on other pictures: for comparing data.',
  'preset.good.selected-data':
    'The same architecture, trained on pictures that were selected more strictly: for comparing data.',
  'preset.good.graphics-card': 'Half the bytes, for a graphics card.',
  'preset.accuracy': 'Right on {share} of ImageNet’s photographs without training ({source})',
  'preset.accuracy-rounded':
    'In these numbers its accuracy is not confirmed; in fp32 it is right on {share} of ImageNet’s photographs without training ({source})',
  'preset.languages.english': 'Labels in English',
  'preset.languages.many': 'Labels in many languages, Chinese among them',
  'preset.languages.unknown': 'Languages: not confirmed',
  'preset.sizes': 'Size by number format: {sizes}',
  'preset.size': '{precision} {size}',
  'model.preset-facts': 'Trained with {activation}; from the branch {revision} of its repository',
  'model.own': 'On this server',
  'model.own-none': 'Another address',
  'model.pair':
    'Load the same file into column {number} too, with the image tower by timm only: the comparison of the article.',
  'model.language-pair':
    'Load {name} ({size}) into column {number} too, and name the pictures in Chinese: nothing is missing in either model, and still one of them cannot read the labels.',
  'loadable.safetensors': 'One file of named tensors',
  'loadable.sharded': 'One model in {count} files',
  'loadable.torch': 'A PyTorch archive, read without running it',
  'loadable.saves': '{bytes} less to download',
  'loadable.onnx': 'Two ready graphs, {precision}',
} as const;
