import { useState } from 'react';
import type { LoadReport } from '../../core/checkpoint/load-report.ts';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './inspect.module.css';
import { originWords } from './report-words.ts';

/** Every row has this height in CSS pixels, so that those out of sight need not be drawn. */
const ROW = 52;
const WINDOW = 312;
const MARGIN = 6;

/** Every parameter of the model with where its numbers come from, searched by name. */
export function ParameterList({ report }: { readonly report: LoadReport }) {
  const words = useWords();
  const { t } = words;
  const [search, setSearch] = useState('');
  const [top, setTop] = useState(0);
  const wanted = search.trim().toLowerCase();
  const found = report.parameters.filter(({ parameter }) => parameter.name.includes(wanted));
  const first = Math.max(0, Math.min(Math.floor(top / ROW), found.length) - MARGIN);
  const last = Math.min(found.length, first + Math.ceil(WINDOW / ROW) + 2 * MARGIN);
  return (
    <div className={styles.list}>
      <div className={styles.search}>
        <input
          type="search"
          value={search}
          aria-label={t('inspect.search')}
          placeholder={t('inspect.search')}
          onChange={(event) => {
            setSearch(event.target.value);
            setTop(0);
          }}
        />
        <span role="note">
          {t('look.found', { shown: found.length, all: report.parameters.length })}
        </span>
      </div>
      {/* A region that scrolls must be reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div
        className={styles.scroll}
        tabIndex={0}
        role="region"
        aria-label={t('inspect.parameters')}
        onScroll={(event) => setTop(event.currentTarget.scrollTop)}
      >
        <ul style={{ paddingTop: first * ROW, paddingBottom: (found.length - last) * ROW }}>
          {found.slice(first, last).map((item, index) => {
            const origin = originWords(words, item, report.seed);
            return (
              <li
                key={item.parameter.name}
                className={styles.parameter}
                data-kind={item.provenance.kind}
                aria-setsize={found.length}
                aria-posinset={first + index + 1}
              >
                <code>
                  {item.parameter.name} [{item.parameter.shape.join(', ')}]
                </code>
                <span title={origin}>{origin}</span>
              </li>
            );
          })}
        </ul>
      </div>
    </div>
  );
}
