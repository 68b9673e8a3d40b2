import { useId, useState } from 'react';
import { templateProblems } from '../../core/text/fill-template.ts';
import { TEMPLATE_SETS } from '../../core/text/template-sets.ts';
import { promptsOf } from '../../store/selectors/prompts.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import type { WordKey } from '../../words/languages.ts';
import styles from './labels.module.css';

/** The sentence that a label is put into, or several that are averaged. */
export function TemplatePanel() {
  const { t } = useWords();
  const templates = usePage((all) => all.templates);
  const typeTemplates = usePage((all) => all.typeTemplates);
  const first = usePage((all) => all.labels[0]);
  const [draft, setDraft] = useState<string | null>(null);
  const hint = useId();
  const single = templates.length === 1;
  const text = draft ?? templates.join('\n');
  const chosen = usePage((all) => all.templateSet);
  const chooseSet = usePage((all) => all.chooseTemplateSet);
  const [problem] = templateProblems(templates);

  const commit = (value: string): void => {
    setDraft(null);
    if (value !== templates.join('\n')) void typeTemplates(value);
  };

  return (
    <Panel title={t('prompts.title')}>
      <div className={styles.template}>
        <div className={styles.choices}>
          {single ? (
            <input
              className={styles.input}
              dir="auto"
              value={text}
              aria-label={t('prompts.template')}
              aria-describedby={hint}
              onChange={(event) => setDraft(event.target.value)}
              onBlur={() => commit(text)}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && !event.nativeEvent.isComposing) commit(text);
              }}
            />
          ) : (
            <textarea
              className={styles.area}
              dir="auto"
              value={text}
              aria-label={t('prompts.template')}
              aria-describedby={hint}
              onChange={(event) => setDraft(event.target.value)}
              onBlur={() => commit(text)}
            />
          )}
          <select
            className={styles.select}
            aria-label={t('prompts.ready')}
            value={chosen}
            onChange={(event) => {
              setDraft(null);
              void chooseSet(event.target.value);
            }}
          >
            {chosen === '' && <option value="">{t('prompts.own')}</option>}
            {TEMPLATE_SETS.map(({ id }) => (
              <option key={id} value={id}>
                {t(`prompts.ready.${id}` satisfies WordKey)}
              </option>
            ))}
          </select>
        </div>
        <p id={hint} className={problem ? styles.problem : styles.preview}>
          {problem
            ? t(`prompts.${problem.reason}`, { template: problem.template })
            : first
              ? t('prompts.preview', {
                  count: templates.length,
                  prompt: promptsOf(first, templates)[0] ?? '',
                })
              : t('prompts.hint')}
        </p>
      </div>
    </Panel>
  );
}
