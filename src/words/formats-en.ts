/** English sentences about number formats, ready graphs and borrowed tokenizers. */
export const enFormats = {
  'precision.label': 'Precision',
  'precision.fp32': 'fp32, the same on every device',
  'precision.int8': 'int8, linear layers quantised on load',
  'precision.fp16': 'fp16, on this graphics card only',
  'precision.size': '{precision}, {bytes} in memory',
  'precision.cosine':
    'Image embeddings: cosine {mean} to fp32, lowest {lowest}, over {count} sample picture || Image embeddings: cosine {mean} to fp32, lowest {lowest}, over {count} sample pictures',
  'precision.measure': 'Compare with fp32',
  'precision.measuring': 'Comparing with fp32',
  'precision.failed': 'The comparison with fp32 failed: {reason}',
  'error.precision-unavailable':
    'fp16 needs WebGPU on a graphics card with half precision, which is not in use here. Choose fp32 or int8.',
} as const;
