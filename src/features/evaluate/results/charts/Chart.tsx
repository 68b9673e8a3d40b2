import { usePage } from '../../../../store/StoreContext.tsx';
import { ChartFrame, type ChartProps } from '../../../../ui/chart/ChartFrame.tsx';

/** A drawing of the results that can be saved. */
export function Chart(props: ChartProps) {
  const save = usePage((all) => all.saveMade);
  return <ChartFrame {...props} save={save} />;
}
