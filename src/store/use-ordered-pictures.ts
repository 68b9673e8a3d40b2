import { orderedPictures } from './selectors/picture-order.ts';
import { usePage } from './StoreContext.tsx';
import type { Picture } from './types.ts';
import { useWinnerInputs } from './use-summary-inputs.ts';

/** All pictures in the visitor's order. */
export function useOrderedPictures(): readonly Picture[] {
  const inputs = useWinnerInputs();
  return orderedPictures(
    inputs,
    usePage((all) => all.pictureOrder),
  );
}
