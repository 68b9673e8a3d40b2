import { useEffect, useEffectEvent, useState } from 'react';

/** Hears what is dropped anywhere on the page, while `active`. Returns whether something that could be dropped is held over it. */
export function useDrops(
  active: boolean,
  onDropped: (data: DataTransfer, event: DragEvent) => void,
): boolean {
  const [over, setOver] = useState(false);
  const take = useEffectEvent(onDropped);
  useEffect(() => {
    if (!active) return undefined;
    // Each element that the pointer enters tells of it, before the last one is left.
    let depth = 0;
    const move = (by: 1 | -1, event: DragEvent): void => {
      if (!concerns(event)) return;
      depth = Math.max(0, depth + by);
      setOver(depth > 0);
    };
    return listenAll({
      dragenter: (event) => move(1, event),
      dragleave: (event) => move(-1, event),
      dragover: (event) => {
        if (concerns(event)) event.preventDefault();
      },
      drop: (event) => {
        depth = 0;
        setOver(false);
        if (!event.dataTransfer || !concerns(event)) return;
        event.preventDefault();
        take(event.dataTransfer, event);
      },
    });
  }, [active]);
  return over;
}

/** Hears of files that are pasted anywhere on the page, while `active`. */
export function usePaste(active: boolean, onPasted: (files: readonly File[]) => void): void {
  const take = useEffectEvent(onPasted);
  useEffect(() => {
    if (!active) return undefined;
    return listenAll({
      paste: (event) => {
        const files = [...(event.clipboardData?.files ?? [])];
        if (files.length === 0) return;
        event.preventDefault();
        take(files);
      },
    });
  }, [active]);
}

/** Files and links; what is dragged within the page is not meant. */
function concerns({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.some((type) => type === 'Files' || type === 'text/uri-list') ?? false;
}

type Listeners = {
  readonly [Name in keyof WindowEventMap]?: (event: WindowEventMap[Name]) => void;
};

/** Returns how to stop. */
function listenAll(listeners: Listeners): () => void {
  const all = Object.entries(listeners) as [string, EventListener][];
  for (const [name, listener] of all) window.addEventListener(name, listener);
  return () => {
    for (const [name, listener] of all) window.removeEventListener(name, listener);
  };
}
