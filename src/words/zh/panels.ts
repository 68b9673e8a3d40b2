import { zhCheckpoints } from './checkpoints.ts';
import { zhColumns } from './columns.ts';
import { zhDevice } from './device.ts';
import { zhFormats } from './formats.ts';
import { zhFramed } from './framed.ts';
import { zhHelp } from './help.ts';
import { zhKeeping } from './keeping.ts';
import { zhLabelSets } from './label-sets.ts';
import { zhMenus } from './menus.ts';
import { zhPictureWays } from './picture-ways.ts';
import { zhPlayground } from './playground.ts';
import { zhQuestions } from './questions.ts';
import { zhScores } from './scores.ts';
import { zhSharing } from './sharing.ts';
import { zhTowers } from './towers.ts';

/** What a press opens: menus, panels and dialogs, in Chinese. */
export const zhPanels = {
  ...zhCheckpoints,
  ...zhColumns,
  ...zhDevice,
  ...zhFormats,
  ...zhFramed,
  ...zhHelp,
  ...zhKeeping,
  ...zhLabelSets,
  ...zhMenus,
  ...zhPictureWays,
  ...zhPlayground,
  ...zhQuestions,
  ...zhScores,
  ...zhSharing,
  ...zhTowers,
} as const;
