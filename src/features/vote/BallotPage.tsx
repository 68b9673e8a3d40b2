import { useState } from 'react';
import { copyText } from '../../browser/copy-text.ts';
import { saveFile } from '../../browser/save-file.ts';
import { writeCode } from '../../core/votes/answer-code.ts';
import type { Ballot } from '../../core/votes/ballot.ts';
import { Button } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './ballot.module.css';
import { keepChoices, keptChoices } from './kept-choices.ts';

/** What a phone shows that opened a ballot: a number for every picture, the labels, and the code of the answers. */
export function BallotPage({ ballot }: { readonly ballot: Ballot | null }) {
  const { t } = useWords();
  return (
    <main className={styles.page}>
      <h1 className={styles.title}>{t('ballot.title')}</h1>
      {ballot ? <Choose ballot={ballot} /> : <p role="alert">{t('ballot.bad')}</p>}
      <p className={styles.note}>
        <a href="./">{t('ballot.page')}</a>
      </p>
    </main>
  );
}

function Choose({ ballot }: { readonly ballot: Ballot }) {
  const { t } = useWords();
  const [kept, setKept] = useState(() => keptChoices(ballot));
  const [current, setCurrent] = useState(() => Math.max(kept.choices.indexOf(null), 0));
  const choose = (label: number): void => {
    const choices = kept.choices.with(current, label);
    const next = { ...kept, choices };
    setKept(next);
    keepChoices(ballot, next);
    // On to the next picture that has no answer yet; the last one stays.
    const later = choices.indexOf(null, current);
    const open = later < 0 ? choices.indexOf(null) : later;
    if (open >= 0) setCurrent(open);
  };
  const done = kept.choices.filter((choice) => choice !== null).length;
  return (
    <>
      <p className={styles.note}>{t('ballot.how')}</p>
      <Numbers ballot={ballot} choices={kept.choices} current={current} onGo={setCurrent} />
      <section className={styles.labels} aria-labelledby="ballot-picture">
        <h2 id="ballot-picture" className={styles.picture}>
          {t('present.picture', { number: current + 1 })}
        </h2>
        {ballot.labels.map((label, at) => (
          <button
            key={label}
            type="button"
            className={styles.label}
            aria-pressed={kept.choices[current] === at}
            onClick={() => choose(at)}
          >
            <bdi>{label}</bdi>
          </button>
        ))}
      </section>
      <Code code={writeCode(ballot, kept)} done={done} count={ballot.pictures} />
    </>
  );
}

interface NumbersProps {
  readonly ballot: Ballot;
  readonly choices: ReturnType<typeof keptChoices>['choices'];
  readonly current: number;
  readonly onGo: (picture: number) => void;
}

/** The pictures by their numbers, those with an answer ticked. */
function Numbers({ ballot, choices, current, onGo }: NumbersProps) {
  const { t } = useWords();
  const name = (choice: number | null, number: number): string =>
    choice === null
      ? t('present.picture', { number })
      : t('ballot.picture-done', { number, label: ballot.labels[choice] ?? '' });
  return (
    <nav aria-label={t('ballot.pictures')}>
      <ol className={styles.numbers}>
        {choices.map((choice, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- a picture is its number
          <li key={at}>
            <button
              type="button"
              className={styles.number}
              aria-current={at === current ? 'true' : undefined}
              aria-label={name(choice, at + 1)}
              onClick={() => onGo(at)}
            >
              {at + 1}
              {choice !== null && <span className={styles.tick}>✓</span>}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

interface CodeProps {
  readonly code: string;
  readonly done: number;
  readonly count: number;
}

/** The answers as a code to be read out, sent or saved; nothing before the first answer. */
function Code({ code, done, count }: CodeProps) {
  const { t } = useWords();
  return (
    <section className={styles.answers} aria-label={t('ballot.code')}>
      <p role="status">{t('ballot.done', { done, count })}</p>
      {done > 0 && (
        <>
          <h2 className={styles.picture}>{t('ballot.code')}</h2>
          <p className={styles.code}>
            <code>{code}</code>
          </p>
          <p className={styles.note}>{t('ballot.code-note')}</p>
          <div className={styles.tools}>
            <CopyButton
              look="main"
              text={code}
              copy={copyText}
              label={t('ballot.copy')}
              done={t('ballot.copied')}
            />
            <Button
              icon="download"
              onClick={() =>
                saveFile(
                  `answers-${code.slice(-7)}.txt`,
                  new Blob([`${code}\n`], { type: 'text/plain' }),
                )
              }
            >
              {t('ballot.save')}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
