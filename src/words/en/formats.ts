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
  'formats.untold': 'in the graph, under a name that does not tell',
  'formats.ready': 'Runs as the file’s own graph: {names}',
  'report.scale-missing':
    'All {all} parameters of both towers come from the file. The logit scale is missing: 100 is used.',
  'tokenizer.borrowed':
    'It came without a tokenizer and borrows that of {name}, which has as many tokens.',
  'same.both-towers':
    'Both towers are complete; the logit scale is missing, and 100 stands in for it.',
  'whole.both-towers': 'A file of both towers without a logit scale',
  'rule-leaves.both-towers': '{file}, but this rule leaves the logit scale: 100 stands in for it.',
} as const;
