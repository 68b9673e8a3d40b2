/** What is open; never saved. */
export type Overlay =
  | { readonly kind: 'picture'; readonly id: string }
  | {
      readonly kind: 'maps';
      readonly picture: string;
      /** The way to look that is shown first; missing: covering. */
      readonly way?: 'cover' | 'parts' | 'patches';
    }
  | {
      readonly kind: 'report';
      readonly column: string;
      /** Below the picture of its parts; missing: the parameters. */
      readonly view?: 'parameters' | 'loaders' | 'compare';
    }
  /** `languages`: with the comparison of two languages in its fields. */
  | { readonly kind: 'model'; readonly column: string; readonly languages?: boolean }
  | { readonly kind: 'look'; readonly column: string }
  | { readonly kind: 'device' }
  | { readonly kind: 'repair'; readonly column: string }
  | { readonly kind: 'teach' }
  | { readonly kind: 'teacher' }
  | { readonly kind: 'save'; readonly column: string }
  | { readonly kind: 'ladder' }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'evaluate' }
  | { readonly kind: 'matrix' }
  /** `picture`: one that was opened from there, above it. */
  | { readonly kind: 'spaces'; readonly picture?: string }
  | { readonly kind: 'share' }
  | { readonly kind: 'samples' }
  | { readonly kind: 'hard-questions' }
  | { readonly kind: 'storage' }
  | { readonly kind: 'camera' }
  | { readonly kind: 'label-sets' }
  | { readonly kind: 'prompts'; readonly label: string };
