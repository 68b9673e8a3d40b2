import { en } from './en.ts';
import type { enEvaluated } from './evaluated-en.ts';
import type { enInspect } from './inspect-en.ts';
import { zh } from './zh.ts';

export type WordKey = keyof typeof en | keyof typeof enEvaluated | keyof typeof enInspect;
export type Language = 'en' | 'zh';
export const LANGUAGES: readonly Language[] = ['en', 'zh'];

type Values = Readonly<Record<string, string | number>>;

export interface Words {
  readonly language: Language;
  /** The sentence of that key, `{name}` replaced by the value of that name; numbers in the language's form. */
  t(key: WordKey, values?: Values): string;
  /** `0.123` as `12.3 %` in the language's form. */
  percent(value: number, digits?: number): string;
  number(value: number, digits?: number): string;
  /** Day and time of an ISO 8601 date. */
  date(iso: string): string;
  /** Bytes, from a thousand on in kB, MB or GB of a thousand each. */
  bytes(value: number): string;
}

type Table = Readonly<Partial<Record<WordKey, string>>>;
const TABLES: Record<Language, Table> = { en, zh };
const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', zh: 'zh-CN' };
const UNITS = [
  { bytes: 1e9, unit: 'gigabyte' },
  { bytes: 1e6, unit: 'megabyte' },
  { bytes: 1e3, unit: 'kilobyte' },
  { bytes: 1, unit: 'byte' },
] as const;

/** Adds the words of a part of the page that is loaded when it is asked for; its code calls this before it shows anything. */
export function addWords(tables: Readonly<Record<Language, Table>>): void {
  for (const language of LANGUAGES) TABLES[language] = { ...TABLES[language], ...tables[language] };
}

/** The words of one language. A key may hold `one|other` forms, chosen by the value named `count`. */
export function createWords(language: Language): Words {
  const locale = LOCALES[language];
  const plural = new Intl.PluralRules(locale);
  const formats = new Map<string, Intl.NumberFormat>();
  const format = (name: string, options: Intl.NumberFormatOptions): Intl.NumberFormat => {
    const found = formats.get(name) ?? new Intl.NumberFormat(locale, options);
    formats.set(name, found);
    return found;
  };
  const number = (value: number, digits = 0): string =>
    format(`number ${digits}`, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }).format(value);

  return {
    language,
    number,
    t(key, values = {}) {
      const forms = (TABLES[language][key] ?? key).split(' || ');
      const count = values['count'];
      const one = forms.length > 1 && typeof count === 'number' && plural.select(count) === 'one';
      const text = (one ? forms[0] : forms.at(-1)) ?? '';
      // A replacer function: a label with `$&` in it is put in as it is.
      return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
        const value = values[name];
        if (value === undefined) return whole;
        return typeof value === 'number' ? number(value, Number.isInteger(value) ? 0 : 2) : value;
      });
    },
    percent: (value, digits = 0) =>
      format(`percent ${digits}`, {
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

/** The page's language for the browser's list of wishes: the first that the page has, else English. */
export function preferredLanguage(wishes: readonly string[]): Language {
  for (const wish of wishes) {
    const language = LANGUAGES.find((known) => wish.toLowerCase().split('-')[0] === known);
    if (language) return language;
  }
  return 'en';
}
