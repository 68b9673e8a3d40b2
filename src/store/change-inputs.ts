import type { State } from './state.ts';

type Inputs = Pick<State, 'pictures' | 'labels' | 'templates' | 'templateSet'>;

interface Changing {
  remember(): void;
  encodeMissing(): Promise<void>;
}

/** Changes what vectors are made from: a step that can be taken back, and what is not encoded yet is encoded. */
export function changeInputs(
  set: (change: Partial<Inputs>) => void,
  get: () => Changing,
  change: Partial<Inputs>,
): void {
  get().remember();
  set(change);
  void get().encodeMissing();
}
