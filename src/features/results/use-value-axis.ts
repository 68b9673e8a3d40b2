import { valueAxis, type ValueAxis } from '../../store/selectors/value-axis.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { useAnsweringColumns } from '../../store/use-answering-columns.ts';
import type { Picture, Shown } from '../../store/types.ts';
import { useScoreInputs } from './use-score-inputs.ts';

const NO_AXIS: ValueAxis = { low: 0, high: 1, ticks: [0, 1], digits: 0 };

/** The axis of cosines or logits for all columns and pictures; nothing is computed while probabilities are shown. */
export function useValueAxis(picture: Picture | null = null, own?: Shown): ValueAxis {
  const inputs = useScoreInputs();
  const all = usePage(({ shown }) => shown);
  const shown = own ?? all;
  const columns = useAnsweringColumns();
  const pictures = usePage((all) => all.pictures);
  if (shown === 'probability') return NO_AXIS;
  const extra = picture && !pictures.includes(picture) ? picture : null;
  return valueAxis({ ...inputs, columns, pictures }, shown, extra);
}
