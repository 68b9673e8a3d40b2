/** Sentences that a text tower is taught in; all of them the project's own, plain enough for any noun. */
export const TRAINING_TEMPLATES: readonly string[] = [
  'a photo of a {label}',
  '{label}',
  'a {label}',
  'the {label}',
  'a picture of a {label}',
  'an image of a {label}',
  'a photo of the {label}',
  'a picture of the {label}',
  'a drawing of a {label}',
  'a small {label}',
  'a big {label}',
  'one {label}',
  'my {label}',
  'a nice {label}',
  'this is a {label}',
  'here is a {label}',
  'there is a {label}',
  'we see a {label}',
  'a close view of a {label}',
  'a {label} on a plain ground',
  'a colourful {label}',
  'an old {label}',
  'a good photo of a {label}',
  'a toy {label}',
];

/** Sentences that are never taught: what a tower does with them shows whether it learned words or sentences. */
export const UNSEEN_TEMPLATES: readonly string[] = [
  'a bright photo of a {label}',
  'a bad picture of the {label}',
  'look at this {label}',
  'the {label} in the middle',
  'a cropped image of one {label}',
  'a sketch of the {label}',
];
