import type { GetAll, SetAll } from './all.ts';
import type { State } from './state.ts';

/** Changes what vectors are made from: a step that can be taken back, and what is not encoded yet is encoded. */
export function changeInputs(
  set: SetAll,
  get: GetAll,
  change: Partial<Pick<State, 'pictures' | 'labels' | 'templates' | 'templateSet'>>,
): void {
  get().remember();
  set(change);
  void get().encodeMissing();
}
