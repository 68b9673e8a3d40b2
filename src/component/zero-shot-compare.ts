import { attempt } from '../engine/attempt.ts';
import type { EngineClient } from '../engine/client.ts';
import { createEngine } from '../library/engine.ts';
import colours from '../ui/colours.css?inline';
import { preferredLanguage, type Language } from '../words/languages.ts';
import { loadWords, loadWordsOf } from '../words/tables.ts';
import { createWords } from '../words/translate.ts';
import css from './compare.css?inline';
import { openComparison, type Comparison } from './comparison.ts';
import { drawProblem } from './draw-comparison.ts';
import { ATTRIBUTES, readRequest } from './read-request.ts';

/** One for all elements of a page: they share its worker, its runtime and what is loaded. */
let engine: EngineClient | undefined;
const sharedEngine = (): EngineClient => (engine ??= createEngine());

/**
 * `<zero-shot-compare>`: two checkpoints on the same pictures, in somebody's text. `docs/library.md` describes its attributes.
 * It loads nothing before it comes into view, and begins anew when an attribute changes. A custom element has to be a class.
 */
class ZeroShotCompare extends HTMLElement {
  static readonly observedAttributes = [...ATTRIBUTES, 'lang'];

  #comparison: Comparison | undefined;
  /** Counts drawings: one that others have overtaken while words were fetched is dropped. */
  #newest = 0;
  readonly #watch = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    this.#watch.disconnect();
    this.#comparison?.begin();
  });

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [colours, css].map((text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      return sheet;
    });
  }

  connectedCallback(): void {
    void this.#renew();
  }

  disconnectedCallback(): void {
    void this.#renew();
  }

  attributeChangedCallback(): void {
    void this.#renew();
  }

  async #renew(): Promise<void> {
    const own = ++this.#newest;
    // Several attributes that are set one after the other are one change.
    await Promise.resolve();
    if (own !== this.#newest) return;
    this.#watch.disconnect();
    this.#comparison?.end();
    this.#comparison = undefined;
    if (!this.isConnected) return;
    const language = this.#language();
    await fetchWords(language);
    if (own !== this.#newest) return;
    const words = createWords(language);
    const request = readRequest((name) => this.getAttribute(name), this.baseURI);
    if (request.kind === 'problem') {
      this.shadowRoot?.replaceChildren(drawProblem(words, request));
      return;
    }
    this.#comparison = openComparison(sharedEngine, words, request);
    this.shadowRoot?.replaceChildren(this.#comparison.root);
    this.#watch.observe(this);
  }

  /** The nearest `lang` around it, else the browser's. */
  #language(): Language {
    const said = this.closest<HTMLElement>('[lang]')?.lang;
    return preferredLanguage(said ? [said] : navigator.languages);
  }
}

/** Where some do not come, keys and the engine's own sentences stand in, and nothing else is lost. */
async function fetchWords(language: Language): Promise<void> {
  await attempt(
    async () => {
      await loadWords(language);
      await Promise.all([loadWordsOf('files'), loadWordsOf('panels')]);
    },
    () => undefined,
  );
}

// A page may bring the script twice.
if (!customElements.get('zero-shot-compare'))
  customElements.define('zero-shot-compare', ZeroShotCompare);
