import { enCheckpoints } from './checkpoints.ts';
import { enColumns } from './columns.ts';
import { enDevice } from './device.ts';
import { enFormats } from './formats.ts';
import { enFramed } from './framed.ts';
import { enHelp } from './help.ts';
import { enKeeping } from './keeping.ts';
import { enLabelSets } from './label-sets.ts';
import { enMenus } from './menus.ts';
import { enPictureWays } from './picture-ways.ts';
import { enPlayground } from './playground.ts';
import { enQuestions } from './questions.ts';
import { enScores } from './scores.ts';
import { enSharing } from './sharing.ts';
import { enTowers } from './towers.ts';

/** What a press opens: menus, panels and dialogs, in English. */
export const enPanels = {
  ...enCheckpoints,
  ...enColumns,
  ...enDevice,
  ...enFormats,
  ...enFramed,
  ...enHelp,
  ...enKeeping,
  ...enLabelSets,
  ...enMenus,
  ...enPictureWays,
  ...enPlayground,
  ...enQuestions,
  ...enScores,
  ...enSharing,
  ...enTowers,
} as const;
