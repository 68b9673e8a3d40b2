import { enCheckpoints } from './checkpoints.ts';
import { enColumns } from './columns.ts';
import { enDevice } from './device.ts';
import { enErrors } from './errors.ts';
import { enFormats } from './formats.ts';
import { enHelp } from './help.ts';
import { enKeeping } from './keeping.ts';
import { enLabels } from './labels.ts';
import { enMainView } from './main-view.ts';
import { enPictures } from './pictures.ts';
import { enPlayground } from './playground.ts';
import { enResults } from './results.ts';
import { enSharing } from './sharing.ts';
import { enShell } from './shell.ts';
import { enTowers } from './towers.ts';

/** Every English sentence of the page. `{name}` is filled in; `one || other` holds two forms, chosen by `count`. */
export const en = {
  ...enCheckpoints,
  ...enTowers,
  ...enFormats,
  ...enKeeping,
  ...enPlayground,
  ...enErrors,
  ...enLabels,
  ...enPictures,
  ...enColumns,
  ...enResults,
  ...enSharing,
  ...enDevice,
  ...enHelp,
  ...enShell,
  ...enMainView,
  'app.title': 'Zero-Shot Playground',
  'app.tools': 'Page',
  'evaluate.open': 'Evaluate',
  close: 'Close',
  cancel: 'Cancel',
  resume: 'Go on',
  undo: 'Undo',
  dismiss: 'Dismiss',
  notices: 'Messages',
  'notices.between': ', ',
  'language.other': '中文',
  'language.failed': 'The other language could not be fetched. Try again with a connection.',
  'theme.dark': 'Dark',
  'theme.light': 'Light',
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
