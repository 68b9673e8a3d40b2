import { knownValues } from '../store/lesson/known-facts.ts';
import type { KnownVisits } from '../store/lesson/known-visits.ts';
import type { LessonPage, Question } from '../store/lesson/lesson-page.ts';
import { PAGES } from '../store/lesson/pages.ts';
import { NOTES, PAGE_MINUTES, PLAN_LENGTHS, PLANS } from '../store/lesson/teacher-notes.ts';
import type { Words } from '../words/translate.ts';

/** The teacher's pack as Markdown, with the numbers of the model that ships: what stands in `docs/teach`. */
export function teacherPack(words: Words, visits: KnownVisits): string {
  const { t } = words;
  const titleOf = ({ number, title }: LessonPage) => t('lesson.page', { number, title: t(title) });
  const choice = ({ ask, options }: Question, values: Readonly<Record<string, string>>) => [
    `**${t(ask, values)}**`,
    options.map(({ text }) => `- [ ] ${t(text, values)}`).join('\n'),
  ];
  const plans = PLAN_LENGTHS.flatMap((length) => [
    `### ${t('teacher.plan', { count: length })}`,
    PLANS[length]
      .map(({ minutes, page, what }) => {
        const found = PAGES.find(({ number }) => number === page);
        const text = found ? titleOf(found) : what ? t(what) : '';
        return `- ${t('teacher.minutes', { count: minutes })}: ${text}`;
      })
      .join('\n'),
  ]);
  const notes = PAGES.flatMap((page) => {
    const note = NOTES[page.number];
    const right = page.question.options.find(({ id }) => id === page.question.right);
    if (!note || !right) throw new Error(`Page ${page.number} has no notes.`);
    const values = knownValues(words, visits, page);
    return [
      `### ${titleOf(page)}`,
      [
        `- **${t('teacher.goal')}** (${t('teacher.minutes', { count: PAGE_MINUTES })}): ${t(note.goal, values)}`,
        `- **${t('teacher.expect')}**: ${t('teacher.right', { answer: t(right.text, values) })} ${t(note.expect, values)}`,
        `- **${t('teacher.wrong')}**: ${t(note.wrong, values)}`,
        `- **${t('teacher.offline')}**: ${t(note.offline, values)}`,
      ].join('\n'),
    ];
  });
  const sheet = PAGES.slice(0, -1).flatMap((page) => {
    const values = knownValues(words, visits, page);
    const shared = page.shared === null ? [] : [`${t('lesson.common')} ${t(page.shared, values)}`];
    return [[`### ${titleOf(page)}`], choice(page.question, values), shared].flat();
  });
  const ticket = PAGES.slice(-1).flatMap(({ checks }) =>
    checks.flatMap((check) => choice(check, {})),
  );
  return `${[
    `# ${t('teacher.title')}`,
    t('teacher.lead'),
    `## ${t('teacher.link')}`,
    `\`#lesson=1\` … \`#lesson=${PAGES.at(-1)?.number}\`. ${t('teacher.link-how')}`,
    `## ${t('teacher.plans')}`,
    ...plans,
    `## ${t('teacher.notes')}`,
    ...notes,
    `## ${t('teacher.sheet')}`,
    ...sheet,
    `## ${t('teacher.ticket')}`,
    ...ticket,
    `## ${t('teacher.room')}`,
    t('teacher.room-how'),
  ].join('\n\n')}\n`;
}
