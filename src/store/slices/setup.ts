import { importPart } from '../../core/parts/import-part.ts';
import { attempt } from '../../engine/attempt.ts';
import type { GetAll, Slice } from '../all.ts';
import { defaultColumns } from '../columns/column.ts';
import { readLink } from '../link/link.ts';
import { heldColumns } from '../link/linked-sources.ts';
import { DEFAULT_TEMPLATE, firstLabels } from '../defaults.ts';
import type { Outside } from '../outside.ts';
import { ownOrigin } from './linked.ts';
import { withPart } from '../with-part.ts';
import { DEFAULT_SETTINGS } from './settings.ts';

export interface SetupSlice {
  /**
   * Takes the set-up of a link's fragment; says which parts it could not read, where `say` is set.
   * What it wants from other servers waits for a yes, but for what `allowed` names: the visitor's own set-up of before.
   */
  applyLink(fragment: string, say: boolean, allowed?: readonly string[]): void;
  readSaved(file: File): Promise<void>;
  clearStorage(): Promise<void>;
  /** Labels, prompts, pictures, models and settings as on a first visit; Undo brings all of it back but the settings. */
  startAfresh(): Promise<void>;
  /** After that model ended a tab: the built-in models, and a sentence why. */
  startOver(crashed: string): void;
}

export function setupSlice(outside: Outside): Slice<SetupSlice> {
  return (set, get) => ({
    applyLink: (fragment, say, allowed = []) => {
      const { setup, bad } = readLink(fragment);
      const { columns, lessonPage, language, ...rest } = setup;
      // Before the labels: those that the link names stay as they are.
      if (language) get().change({ language });
      set({ ...rest, putOff: new Set() });
      const trust = { own: ownOrigin(outside), servers: get().roomServers, allowed };
      if (columns) get().setColumns(heldColumns(columns, trust));
      // At the start the shelf is not known yet; the pictures are then arranged once it is.
      if (setup.linkedSamples && get().samples.length > 0) get().arrangePictures(get().pictures);
      if (say && bad.length > 0)
        get().notify('link.bad', { names: bad.join(', ') }, { tone: 'problem' });
      if (lessonPage !== undefined) void get().openLesson(lessonPage, !columns && !setup.labels);
      else if (say) get().closeLesson();
    },
    readSaved: async (file) => {
      const setup = await attempt(
        async () => (await importPart(() => import('../../export/numbers.ts'))).setupOfFile(file),
        () => undefined,
      );
      if (setup == null) {
        get().notify('share.read-bad', {}, { tone: 'problem' });
        return;
      }
      get().rememberAll();
      get().applyLink(setup, true);
      get().notify('share.read-done', { count: get().labels.length });
      await get().loadAll();
      await get().encodeMissing();
    },
    startAfresh: async () => {
      const { language, theme, deviceChoice } = get();
      get().rememberAll();
      const template = { templates: [DEFAULT_TEMPLATE], templateSet: 'photo' };
      set({
        ...DEFAULT_SETTINGS,
        language,
        theme,
        deviceChoice,
        ...template,
        labels: firstLabels(language),
      });
      set({ linkedSamples: null });
      get().arrangePictures(null);
      get().setColumns(defaultColumns());
      get().notify('start-over.done', {}, { undo: true });
      await get().loadAll();
      await get().encodeMissing();
    },
    startOver: (name) => {
      set({ columns: defaultColumns() });
      get().notify('crash.started-over', { name }, { tone: 'problem' });
    },
    clearStorage: async () => {
      if (!(await forgetKept(get))) return;
      set({ roomServers: [] });
      get().notify('share.cleared');
    },
  });
}

/** Whether the code for it was there; what the browser refuses is said. */
async function forgetKept(get: GetAll): Promise<boolean> {
  const part = await withPart(get, () => importPart(() => import('../clear-kept.ts')));
  if (!part) return false;
  await attempt(part.clearKept, () => get().notify('storage.failed', {}, { tone: 'problem' }));
  return true;
}
