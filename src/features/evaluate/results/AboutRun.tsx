import type { ShownRun } from '../../../evaluation/shown-run.ts';
import { useWords } from '../../../words/WordsContext.tsx';
import styles from './results.module.css';

/** A fingerprint is told by its beginning. */
const FINGERPRINT_SHOWN = 16;

/** What decided the run: models, prompts, version, date. */
export function AboutRun({
  run,
  titles,
}: {
  readonly run: ShownRun;
  readonly titles: readonly string[];
}) {
  const { t, date } = useWords();
  const { document } = run;
  const { templates } = document.settings;
  return (
    <section className={styles.block}>
      <h3 className={styles.heading}>{t('evaluated.about')}</h3>
      <dl className={styles.facts}>
        {!run.tallies && (
          <>
            <dt>{t('evaluated.made')}</dt>
            <dd>
              {t('evaluated.made-with', {
                date: date(document.madeAt),
                version: document.page,
              })}
            </dd>
          </>
        )}
        <dt>{t('evaluated.pictures')}</dt>
        <dd>
          <bdi>{document.set}</bdi>:{' '}
          {t('evaluated.size', {
            pictures: run.tallies ? run.done : document.pictures.length,
            classes: document.classes.length,
          })}
          {run.tallies && (
            <span className={styles.small}>
              {t('evaluated.shards', { count: run.tallies[0]?.shards.length ?? 0 })}
            </span>
          )}
        </dd>
        <dt>{t('evaluated.ties')}</dt>
        <dd>{t('evaluated.ties-rule')}</dd>
        {templates.length > 0 && (
          <>
            <dt>{t('evaluated.templates', { count: templates.length })}</dt>
            <dd>{templates.slice(0, 8).join(' · ') + (templates.length > 8 ? ' …' : '')}</dd>
          </>
        )}
        {document.columns.map(({ model }, index) => (
          // oxlint-disable-next-line react/no-array-index-key
          <ModelFacts key={index} title={titles[index]} model={model} />
        ))}
      </dl>
    </section>
  );
}

interface ModelFactsProps {
  readonly title: string | undefined;
  readonly model: ShownRun['document']['columns'][number]['model'];
}

function ModelFacts({ title, model }: ModelFactsProps) {
  const { t, number } = useWords();
  const facts = [
    model.rule,
    model.seed !== null && `seed ${model.seed}`,
    model.activation,
    t('evaluated.scale', { value: number(model.scale, 2) }),
    model.fingerprints && model.fingerprints.image.slice(0, FINGERPRINT_SHOWN),
    model.fingerprints && model.fingerprints.text.slice(0, FINGERPRINT_SHOWN),
  ];
  return (
    <div className={styles.fact}>
      <dt>{title}</dt>
      <dd>
        <bdi>{model.files.join(', ') || model.name}</bdi>
        <span className={styles.small}>{facts.filter(Boolean).join(' · ')}</span>
      </dd>
    </div>
  );
}
