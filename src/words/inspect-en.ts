/** English sentences of the load report: the five parts, single parameters, other loaders, comparisons. */
export const enInspect = {
  'error.unknown-parameter': 'The model has no parameter named {name}. Look for it in the list.',
} as const;
