import { useState } from 'react';
import { templateProblems } from '../../../core/text/fill-template.ts';
import { TEMPLATE_SETS } from '../../../core/text/template-sets.ts';
import type { EvaluationSet } from '../../../evaluation/set.ts';
import { usePage } from '../../../store/StoreContext.tsx';
import { useWords } from '../../../words/WordsContext.tsx';
import type { WordKey } from '../../../words/languages.ts';
import styles from './setup.module.css';

/** Templates that came with the data. */
const OF_THE_DATA = 'of-the-data';

/** Lists that are OpenAI's. */
const BORROWED: ReadonlySet<string> = new Set(['openai-7', 'openai-80', 'cifar-18']);

/** The templates whose prompts are averaged: a ready list, or one's own. */
export function PromptChoice({ set }: { readonly set: EvaluationSet }) {
  const { t } = useWords();
  const { templates, templateSet } = usePage((all) => all.evaluationOptions);
  const type = usePage((all) => all.typeEvaluationTemplates);
  const change = usePage((all) => all.changeEvaluationOptions);
  const choose = usePage((all) => all.chooseEvaluationTemplates);
  const offered = set.reading.templates;
  const [draft, setDraft] = useState<string | null>(null);
  const [problem] = templateProblems(templates);
  // The data that brought the templates may be put away; then they are one's own.
  const known =
    TEMPLATE_SETS.some(({ id }) => id === templateSet) ||
    (templateSet === OF_THE_DATA && offered.length > 0);
  const names = set.classes.reduce((sum, one) => sum + one.names.length, 0);
  const commit = (): void => {
    if (draft === null) return;
    setDraft(null);
    void type(draft);
  };
  return (
    <section className={styles.part} aria-labelledby="evaluate-prompts">
      <h3 id="evaluate-prompts">{t('evaluate.prompts.title')}</h3>
      <label className={styles.choice}>
        {t('evaluate.prompts.set')}
        <select
          value={known ? templateSet : ''}
          onChange={(event) => {
            setDraft(null);
            if (event.target.value === OF_THE_DATA)
              change({ templates: offered, templateSet: OF_THE_DATA });
            else void choose(event.target.value);
          }}
        >
          {!known && <option value="">{t('prompts.own')}</option>}
          {offered.length > 0 && (
            <option value={OF_THE_DATA}>
              {t('evaluate.prompts.own-set', { count: offered.length })}
            </option>
          )}
          {TEMPLATE_SETS.map(({ id }) => (
            <option key={id} value={id}>
              {t(`prompts.ready.${id}` satisfies WordKey)}
            </option>
          ))}
        </select>
      </label>
      <textarea
        className={styles.area}
        dir="auto"
        rows={Math.min(6, Math.max(2, templates.length))}
        aria-label={t('evaluate.prompts.own')}
        value={draft ?? templates.join('\n')}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={commit}
      />
      {problem ? (
        <p role="alert">{t(`prompts.${problem.reason}`, { template: problem.template })}</p>
      ) : (
        <p className={styles.note}>
          {t('evaluate.prompts.count', { count: names * templates.length })}
        </p>
      )}
      {BORROWED.has(templateSet) && <p className={styles.note}>{t('evaluate.prompts.source')}</p>}
    </section>
  );
}
