/** English sentences about number formats, ready graphs and borrowed tokenizers. */
export const enFormats = {
  'precision.label': 'Precision',
  'precision.fp32': 'fp32, the same on every device',
  'precision.int8': 'int8, quantised on load',
  'precision.fp16': 'fp16, on this graphics card only',
  'precision.size': '{precision}, {bytes} in memory',
  'precision.cosine':
    'Image embeddings: cosine {mean} to fp32, lowest {lowest}, over {count} sample picture || Image embeddings: cosine {mean} to fp32, lowest {lowest}, over {count} sample pictures',
  'precision.measure': 'Compare with fp32',
  'precision.measuring': 'Comparing with fp32',
  'price.offer':
    'A picture takes {seconds} s here. In 8 bits it takes about a third of that; scores move a little, and how near they stay to fp32 is measured after loading.',
  'price.take': 'Compute in 8 bits',
  'price.taken': 'It computes in 8 bits.',
  'price.both': 'It computes in 8 bits: a picture takes {now} s here, and {before} s in fp32.',
  'price.back': 'Back to fp32',
  'formats.untold': 'in the graph, under a name that does not tell',
  'formats.ready': 'Runs as the file’s own graph: {names}',
  'formats.untold-side':
    '{part}: only known as the graph of {file}. Its names tell no parameter, so none is listed; counted below is every array of numbers in the graph, its projection included.',
  'report.scale-missing':
    'All {all} parameters of both towers come from the file. The logit scale is missing: 100 is used.',
  'report.scale-unknown':
    'All {all} parameters of both towers come from the file. Scale or bias is missing: only cosines can be shown.',
  'report.scale-beside':
    'All {all} parameters of both towers come from the file; scale and bias were read from {file} beside it.',
  'report.scale-published':
    'All {all} parameters of both towers come from the file; scale and bias are those published for {repo}.',
  'tokenizer.borrowed':
    'It came without a tokenizer and borrows that of {name}, which has as many tokens.',
  'same.both-towers':
    'Both towers are complete; the logit scale is missing, and 100 stands in for it.',
  'same.scale-unknown':
    'Both towers are complete; scale or bias is nowhere at hand, so only cosines can be shown.',
  'same.scale-beside':
    'Both towers are complete; scale and bias were read from {file} beside them.',
  'same.scale-published':
    'Both towers are complete; scale and bias are those published for {repo}.',
  'whole.both-towers': 'A file of both towers without a logit scale',
  'rule-leaves.scale-unknown':
    '{file}, but this rule leaves scale and bias: only cosines can be shown.',
  'rule-leaves.both-towers': '{file}, but this rule leaves the logit scale: 100 stands in for it.',
} as const;
