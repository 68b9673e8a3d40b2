import type { Slice } from '../all.ts';
import type { Settings } from '../types.ts';

export interface SettingsSlice extends Settings {
  change(settings: Partial<Settings>): void;
}

export const DEFAULT_SETTINGS: Settings = {
  scoring: 'softmax',
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
  return (set) => ({ ...DEFAULT_SETTINGS, change: (settings) => set(settings) });
}
