import { orderedPictures } from './selectors/picture-order.ts';
import { usePage } from './StoreContext.tsx';
import type { Picture } from './types.ts';

/** All pictures in the visitor's order. Each part is subscribed to on its own. */
export function useOrderedPictures(): readonly Picture[] {
  const pictures = usePage((all) => all.pictures);
  const columns = usePage((all) => all.columns);
  const labels = usePage((all) => all.labels);
  const templates = usePage((all) => all.templates);
  const vectors = usePage((all) => all.vectors);
  const heads = usePage((all) => all.heads);
  const order = usePage((all) => all.pictureOrder);
  // The order does not hang on the chosen scale: moving its slider must not shuffle the list.
  const inputs = { pictures, columns, labels, templates, vectors, heads, scale: null } as const;
  return orderedPictures({ ...inputs, scoring: 'softmax' }, order);
}
