import { enErrors } from './errors.ts';
import { enHeads } from './heads.ts';
import { enLabels } from './labels.ts';
import { enMainView } from './main-view.ts';
import { enMessages } from './messages.ts';
import { enPictures } from './pictures.ts';
import { enResults } from './results.ts';
import { enShell } from './shell.ts';

/** What the first view says, in English, before anything is pressed. `{name}` is filled in; `one || other` holds two forms, chosen by `count`. */
export const en = {
  ...enErrors,
  ...enHeads,
  ...enLabels,
  ...enMainView,
  ...enMessages,
  ...enPictures,
  ...enResults,
  ...enShell,
  'app.title': 'Zero-Shot Playground',
  'app.tools': 'Page',
  'evaluate.open': 'Evaluate',
  close: 'Close',
  cancel: 'Cancel',
  resume: 'Go on',
  undo: 'Undo',
  notices: 'Messages',
  'language.other': '中文',
  'language.failed': 'The other language could not be fetched. Try again with a connection.',
  'status.loading': 'Loading the models',
  'status.waiting': 'No model is loaded',
  'status.without':
    '{count} column has no model that answers || {count} columns have no model that answers',
  'status.left': 'Stopped: {count} is not encoded || Stopped: {count} are not encoded',
  'status.wordless':
    '{count} column cannot read the labels || {count} columns cannot read the labels',
  'status.dead': 'The engine has stopped',
  'status.prompts': 'Encoding prompt {done} of {total}',
  'status.pictures': 'Encoding picture {done} of {total}',
  'status.no-labels': 'Ready. Add a label to see bars.',
  'status.ready': 'Ready',
  'status.agreement': 'The columns agree on {same} of {all} pictures.',
  'engine.dead':
    'The engine that runs the models has stopped, perhaps for lack of memory. Pictures and labels are still here.',
  'engine.restart': 'Start it again',
  'encoding.failed': 'Encoding stopped: {reason} Change a label or a picture to try again.',
} as const;
