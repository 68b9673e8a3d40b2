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
  'precision.failed': 'The comparison with fp32 failed: {reason}',
  'error.precision-unavailable':
    'fp16 needs WebGPU on a graphics card that computes this model rightly in half precision, which is not at hand here. Choose fp32 or int8.',
  'error.onnx-operator':
    '{file} uses the operator {what}, which no tower of CLIP needs. Choose the vision_model and text_model files that transformers.js uses.',
  'error.onnx-inputs':
    '{file} does not take what a tower of CLIP takes ({what}). Choose the vision_model and text_model files that transformers.js uses.',
  'error.onnx-outputs':
    '{file} gives {what}, not the one output image_embeds or text_embeds. Choose the vision_model and text_model files that transformers.js uses.',
  'error.onnx-whole':
    '{file} is a ready graph that runs as a whole: {parameter} cannot be taken out of it. Take its whole side in fp32 with its own activation, or choose a .safetensors file.',
  'formats.untold': 'in the graph, under a name that does not tell',
  'formats.ready': 'Runs as the file’s own graph: {names}',
  'report.scale-missing':
    'All {all} parameters of both towers come from the file. The logit scale is missing: 100 is used.',
  'tokenizer.borrowed':
    'It came without a tokenizer and borrows that of {name}, which has as many tokens.',
  'error.tokenizer-missing':
    'This checkpoint has no tokenizer.json, so labels cannot be read. Add it (CLIP’s own, for 49,408 tokens, is in openai/clip-vit-base-patch32 on the hub), or load a checkpoint that brings one for {vocabSize} tokens into another column.',
  'verdict.both-towers': 'Both towers',
  'same.both-towers':
    'Both towers are complete; the logit scale is missing, and 100 stands in for it.',
  'whole.both-towers': 'A file of both towers without a logit scale',
  'rule-leaves.both-towers': '{file}, but this rule leaves the logit scale: 100 stands in for it.',
  'error.onnx-elsewhere':
    'This ONNX file does not hold all its weights itself. Choose one that does, or a .safetensors file.',
} as const;
