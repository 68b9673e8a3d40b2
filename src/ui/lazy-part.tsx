import { type ComponentType, lazy, Suspense, useState } from 'react';
import { loadWordsOf } from '../words/tables.ts';
import { mendStyles } from './mend-styles.ts';
import { PartBoundary } from './PartBoundary.tsx';

/** A part of the page that comes when it is first shown, with what it needs of its surroundings. */
type LazyPart<P extends object> = ComponentType<P & { readonly onClose?: () => void }>;

/**
 * A component whose code is fetched when it is first shown, and with it the words of all that a press opens. Where that fails, a sentence stands in its place, and *Try
 * again* fetches it anew; so does showing it again later. `onClose` is for that sentence: the part itself never gets it.
 */
export function lazyPart<P extends object>(load: () => Promise<ComponentType<P>>): LazyPart<P> {
  let failed = false;
  const create = () =>
    lazy(async () => {
      try {
        const [part] = await Promise.all([load(), loadWordsOf('panels')]);
        const loaded = { default: part };
        await mendStyles();
        failed = false;
        return loaded;
      } catch (error) {
        failed = true;
        throw error;
      }
    });
  let latest = create();
  const renew = () => {
    if (failed) latest = create();
    return latest;
  };
  return function Part({ onClose, ...props }) {
    const [Loaded, setLoaded] = useState(renew);
    return (
      <PartBoundary onAgain={() => setLoaded(renew)} onClose={onClose}>
        <Suspense fallback={null}>
          <Loaded {...(props as P & Record<string, unknown>)} />
        </Suspense>
      </PartBoundary>
    );
  };
}
