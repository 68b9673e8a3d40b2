/** What a file is that cannot be used, by the `kind` of an error, each with a sentence of its own. */
export const FILE_KINDS = [
  'empty',
  'timm',
  'projection',
  'language-model',
  'stranger',
  'other-model',
  'no-tower',
  'relative',
  'classifier',
  'head-bias',
  'format',
  'integers',
  'lora-scale',
  'unfitting',
  'parametrised',
  'adapter',
  'adapter-of',
  'adapter-form',
  'adapter-unet',
  'json',
  'index',
  'lfs-pointer',
  'onnx',
  'gguf',
  'npy',
  'hdf5',
  'gzip',
  'tar',
  'zip',
  'packed',
  'byte-order',
  'feature',
  'described',
  'shapes',
  'html',
  'text',
  'shards-missing',
  'npy-cut',
  'npy-damaged',
  'npy-kind',
  'npy-objects',
  'table',
  'table-long',
] as const;

/** Pickles that are refused, each with its own way to convert it. */
export const PICKLE_KINDS = ['torchscript', 'old-style', 'pickle'] as const;

/** What is wrong with a configuration. */
export const CONFIG_KINDS = ['field', 'fault', 'other', 'none', 'index', 'graph'] as const;

/** Why nothing can be learned from pictures and names. */
export const UNLEARNABLE_KINDS = [
  'names',
  'many',
  'twice',
  'empty',
  'label',
  'counts',
  'width',
  'vectors',
] as const;
