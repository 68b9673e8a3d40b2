import { saveFile } from '../../browser/save-file.ts';
import { ANSWER_COLUMNS, answerOf, answersCsv } from '../../store/lesson/answer-files.ts';
import type { LessonAnswers } from '../../store/lesson/answers.ts';
import { NOT_KNOWN } from '../../store/lesson/facts.ts';
import { PAGES } from '../../store/lesson/pages.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { FileChooser } from '../../ui/FileChooser.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './teacher.module.css';

type AnswerColumn = (typeof ANSWER_COLUMNS)[number];

/** Who answered what: files of a room, read together. */
export function Room() {
  const { t } = useWords();
  const room = usePage((all) => all.lessonRoom);
  const read = usePage((all) => all.readLessonRoom);
  return (
    <section className={styles.room}>
      <h3>{t('teacher.room')}</h3>
      <p>{t('teacher.room-how')}</p>
      <div className={styles.tools}>
        <FileChooser
          text={t('teacher.read')}
          multiple
          accept=".json,application/json"
          onChoose={(files) => void read(files)}
        />
        {room && room.answers.length > 0 && (
          <Button
            icon="download"
            look="quiet"
            onClick={() =>
              saveFile('answers.csv', new Blob([answersCsv(room.answers)], { type: 'text/csv' }))
            }
          >
            {t('teacher.save')}
          </Button>
        )}
      </div>
      <div role="status">
        {room && room.bad.length > 0 && (
          <p>{t('teacher.read-bad', { names: room.bad.slice(0, 10).join(', ') })}</p>
        )}
        {room && room.leftOut > 0 && <p>{t('teacher.left-out', { count: room.leftOut })}</p>}
      </div>
      {room && room.answers.length > 0 && <RoomTable answers={room.answers} />}
    </section>
  );
}

function RoomTable({ answers }: { readonly answers: readonly LessonAnswers[] }) {
  const { t } = useWords();
  const name = ({ page, check }: AnswerColumn): string =>
    t(check === null ? 'teacher.column' : 'teacher.column-check', { page });
  return (
    <div className={styles.scroll} role="region" tabIndex={0} aria-label={t('teacher.room')}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('teacher.who')}</th>
            {ANSWER_COLUMNS.map((column) => (
              <th key={`${column.page} ${column.check}`} scope="col">
                {name(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {answers.map((one, index) => (
            // Files have no ids, and two may hold the same name.
            // oxlint-disable-next-line react/no-array-index-key
            <tr key={index}>
              <th scope="row">
                <bdi>{one.who || t('teacher.nobody')}</bdi>
              </th>
              {ANSWER_COLUMNS.map((column) => (
                <Cell key={`${column.page} ${column.check}`} answers={one} column={column} />
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('teacher.sum')}</th>
            {ANSWER_COLUMNS.map((column) => (
              <td key={`${column.page} ${column.check}`}>
                {answers.filter((one) => answerOf(one, column) === column.right).length}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

interface CellProps {
  readonly answers: LessonAnswers;
  readonly column: AnswerColumn;
}

function Cell({ answers, column }: CellProps) {
  const { t } = useWords();
  const given = answerOf(answers, column);
  const page = PAGES.find(({ number }) => number === column.page);
  const question =
    column.check === null ? page?.question : page?.checks.find(({ id }) => id === column.check);
  const option = question?.options.find(({ id }) => id === given);
  // Another version of the lesson may have had other answers: their ids are shown as they are.
  const text = option ? t(option.text).replaceAll(/\{\w+\}/g, NOT_KNOWN) : given;
  return (
    <td>
      {given !== '' && given === column.right ? t('teacher.is-right', { answer: text }) : text}
    </td>
  );
}
