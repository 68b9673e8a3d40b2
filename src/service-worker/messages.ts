/** What the page tells the service worker. */
export type ToServiceWorker =
  /** The page's own files may come now: they would have taken a slow machine's time from the first models. */
  | { readonly kind: 'keep-shell' }
  /** The first visit is served: the rest of the build may come now, and builds that no tab uses may go. */
  | { readonly kind: 'keep-rest' }
  /** The visitor wants the newer build. */
  | { readonly kind: 'take-over' };

/** What the service worker asks a page, with a port for the answer, a string: of which build it is. */
export interface WhichBuild {
  readonly kind: 'which-build';
}
