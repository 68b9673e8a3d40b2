/** English sentences about towers from different places, repairing a column, and saving a model. */
export const enTowers = {
  'error.towers-apart':
    'These towers do not fit: the image side ends in {image} dimensions, the text side in {text}. Choose a text tower that ends in {image}.',
  'towers.complete': 'Put together from {count} sources, and the rule takes all of it.',
  'towers.reset': 'Started afresh by choice, so these are random: {parts}.',
  'towers.side': '{name} gives: {parts}',
  'inspect.reset': 're-initialised by choice; random: {law}',
  'look.reset': 're-initialised by choice',
  'reset.text-tower': 'text tower',
  'reset.text-projection': 'text projection',
  'reset.text-positions': 'text positions',
  'reset.token-embedding': 'token embedding',
  'reset.image-projection': 'image projection',
} as const;
