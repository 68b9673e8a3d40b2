import type { Slice } from '../all.ts';
import { areFirstLabels, firstLabels } from '../defaults.ts';
import type { Settings } from '../types.ts';

export interface SettingsSlice extends Settings {
  /** Another language takes the first visit's labels with it. */
  change(settings: Partial<Settings>): void;
}

export const DEFAULT_SETTINGS: Settings = {
  scoring: 'own',
  shown: 'probability',
  barOrder: 'sorted',
  pictureOrder: 'added',
  scale: null,
  alpha: 'white',
  deviceChoice: 'auto',
  language: 'en',
  theme: 'system',
  presenting: false,
  guessFirst: false,
  hidden: [],
  task: '',
};

export function settingsSlice(): Slice<SettingsSlice> {
  return (set, get) => ({
    ...DEFAULT_SETTINGS,
    change: (settings) => {
      const { language: before, labels } = get();
      const { language = before } = settings;
      set(settings);
      // Words of the visitor's own are left as they are.
      if (language === before || !areFirstLabels(labels, before)) return;
      set({ labels: firstLabels(language) });
      void get().encodeMissing();
    },
  });
}
