import { LANGUAGES, type Language, type WordKey } from './languages.ts';
import { tableOf } from './tables.ts';

type Values = Readonly<Record<string, string | number>>;

export interface Words {
  readonly language: Language;
  /** The sentence of that key, `{name}` replaced by the value of that name; numbers in the language's form. */
  t(key: WordKey, values?: Values): string;
  /** `0.123` as `12.3 %` in the language's form; a dash for a share of nothing (NaN). */
  percent(value: number, digits?: number): string;
  number(value: number, digits?: number): string;
  /** Day and time of an ISO 8601 date. */
  date(iso: string): string;
  /** Bytes, from a thousand on in kB, MB or GB of a thousand each. */
  bytes(value: number): string;
}

/** Instead of a share of nothing. */
const NOTHING = '–';

const UNITS = [
  { bytes: 1e9, unit: 'gigabyte' },
  { bytes: 1e6, unit: 'megabyte' },
  { bytes: 1e3, unit: 'kilobyte' },
  { bytes: 1, unit: 'byte' },
] as const;

/** By language and form, for the whole page: the first of its kind takes a browser some 20 ms. */
const formats = new Map<string, Intl.NumberFormat>();
const plurals = new Map<string, Intl.PluralRules>();

function pluralOf(locale: string): Intl.PluralRules {
  const found = plurals.get(locale) ?? new Intl.PluralRules(locale);
  plurals.set(locale, found);
  return found;
}

/** Makes the forms of numbers that the first view writes, while there is nothing else to do than wait. */
export function prepareNumbers(language: Language): void {
  const { percent, number } = createWords(language);
  percent(0);
  percent(0, 1);
  number(0);
  number(0, 3);
  pluralOf(LANGUAGES[language].locale).select(2);
}

/** The words of one language; those that are not loaded yet show as their key (`loadWords`). A key may hold `one|other` forms, chosen by the value named `count`. */
export function createWords(language: Language): Words {
  const locale = LANGUAGES[language].locale;
  const format = (name: string, options: Intl.NumberFormatOptions): Intl.NumberFormat => {
    const key = `${locale} ${name}`;
    const found = formats.get(key) ?? new Intl.NumberFormat(locale, options);
    formats.set(key, found);
    return found;
  };
  const number = (value: number, digits = 0): string =>
    Number.isNaN(value)
      ? NOTHING
      : format(`number ${digits}`, {
          minimumFractionDigits: digits,
          maximumFractionDigits: digits,
        }).format(value);

  return {
    language,
    number,
    t(key, values = {}) {
      const forms = (tableOf(language)[key] ?? key).split(' || ');
      const count = values['count'];
      // Languages without a plural still say something else of a single one, where a sentence has two forms.
      const one =
        typeof count === 'number' && (count === 1 || pluralOf(locale).select(count) === 'one');
      const text = (one ? forms[0] : forms.at(-1)) ?? '';
      // A replacer function: a label with `$&` in it is put in as it is.
      return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
        const value = values[name];
        if (value === undefined) return whole;
        return typeof value === 'number' ? number(value, Number.isInteger(value) ? 0 : 2) : value;
      });
    },
    percent: (value, digits = 0) =>
      Number.isNaN(value)
        ? NOTHING
        : format(`percent ${digits}`, {
            style: 'percent',
            minimumFractionDigits: digits,
            maximumFractionDigits: digits,
          }).format(value),
    date: (iso) =>
      new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(
        new Date(iso),
      ),
    bytes(value) {
      const step = UNITS.find(({ bytes }) => value >= bytes) ?? UNITS[3];
      return format(`bytes ${step.unit}`, {
        style: 'unit',
        unit: step.unit,
        maximumFractionDigits: step.bytes > 1e3 ? 1 : 0,
      }).format(value / step.bytes);
    },
  };
}
