import { readLiteral } from './literal.ts';
import { namesIn } from './names-in-literal.ts';
import { unescapeCommon } from './unescape-common.ts';

/**
 * Templates in a typed or pasted text, one a line or a list of Python, JSON or JavaScript, each with `{label}` where
 * the label goes, in whatever notation it was written. One in which no place for a label is found stays as it is.
 */
export function readTemplates(text: string): readonly string[] {
  const plain = unescapeCommon(text.replaceAll(/[\u{feff}\u{200b}]/gu, '')).trim();
  const functions = ofFunctions(plain);
  if (functions.length > 0) return functions;
  // `{label}` alone, a prompt in brackets or a line that ends with a bracket is no list.
  const literal = /^[\p{L}\w.\s=:[\](]*[[({]\s*(?:[rbuf]{0,2}["'`]|#)/iu.test(plain)
    ? readLiteral(plain)
    : null;
  const lines = literal === null ? plain.split(/\r\n|[\n\r\u{2028}]/u) : namesIn(literal);
  return lines.flatMap((line) => {
    const template = withSlot(withoutQuotes(line.trim()));
    return template === '' ? [] : [template];
  });
}

/** Lines of OpenAI's and OpenCLIP's lists: `lambda c: f'a photo of a {c}.'`, and arrow functions of JavaScript. */
function ofFunctions(text: string): readonly string[] {
  const found = text.matchAll(
    /(?:lambda\s+([\p{L}_]\w*)\s*:|\(?\s*([\p{L}_$][\w$]*)\s*\)?\s*=>)\s*(?:[rbuf]{0,2}(["'`])((?:\\.|(?!\3).)*)\3|([\p{L}_]\w*))([^,\n]*)/giu,
  );
  return Array.from(found, ([whole, python, arrow, , template, bare, behind = '']) => {
    const name = python ?? arrow ?? '';
    // `lambda c: c` is the label alone; what is put together from pieces is not understood and shown as it came.
    if (template === undefined)
      return bare === name && !/\S/.test(behind.replace(/[\])}]+/, '')) ? '{label}' : whole.trim();
    if (/[+%]/.test(behind)) return joined(whole, name) ?? whole.trim();
    return withSlot(
      template
        .replaceAll(/\\(.)/g, '$1')
        .replaceAll(`\${${name}}`, '{label}')
        .replaceAll(`{${name}}`, '{label}'),
    );
  });
}

/** `'a photo of a ' + c + '.'` and `'a photo of a %s.' % c`. */
function joined(whole: string, name: string): string | null {
  const body = whole.replace(/^.*?(?::|=>)/u, '').trim();
  const formatted = /^(["'`])(.*?%s.*?)\1\s*%\s*\(?\s*(\w+)\s*,?\s*\)?$/u.exec(body);
  if (formatted?.[3] === name) return formatted[2]?.replaceAll('%s', '{label}') ?? null;
  const pieces = body
    .split(/\s*\+\s*/u)
    .map((piece) => (piece === name ? '{label}' : /^(["'`])(.*)\1$/u.exec(piece)?.[2]));
  return pieces.every((piece) => piece !== undefined) ? pieces.join('') : null;
}

/** A template as a piece of code has it: its quotes, their prefix, a comma and `.format(c)` behind it are not of it. */
function withoutQuotes(line: string): string {
  const found =
    /^(?:[-*•]\s+|\d+[.)]\s+)?[rbuf]{0,2}(["'`])(.*)\1\s*(?:\.format\([^()]*\)|%\s*\(?\w+\)?)?\s*[,;]?$/iu.exec(
      line,
    );
  if (found?.[2] !== undefined && !found[2].includes(found[1] ?? '')) return found[2];
  const typographic = /^(?:“(.*)”|„(.*)[“”]|«(.*)»|「(.*)」)[,，]?$/u.exec(line);
  return typographic?.slice(1).find((inner) => inner !== undefined) ?? line;
}

/** What people call the label. */
const WORD =
  '(?:label|class(?:[ _-]?(?:name|label))?|cls|c|category|object|obj|name|text|word|concept|noun|thing|item|标签|类别|类名|名称|物体)';

/** Ways of writing the place of the label, each looked for only where none before it was found. */
const SLOTS: readonly RegExp[] = [
  /\{\{\s*(?:[\p{L}_][\p{L}\p{N}_ -]*)?\s*\}\}/gu,
  /\$\{[^{}]*\}/gu,
  /\{(?:label)?\}/gu,
  /\{\s*0?\s*\}/gu,
  new RegExp(`\\{\\s*${WORD}\\s*\\}`, 'giu'),
  /%\(\w+\)s|%s/gu,
  new RegExp(
    `<\\s*${WORD}\\s*>|\\[\\s*${WORD}\\s*\\]|\\$${WORD}\\b|【\\s*${WORD}\\s*】|｛\\s*(?:${WORD})?\\s*｝|＜\\s*${WORD}\\s*＞|《\\s*${WORD}\\s*》`,
    'giu',
  ),
  /<>|\[\]|【】|_{2,}/gu,
];

function withSlot(template: string): string {
  for (const slot of SLOTS) {
    if (template.search(slot) >= 0) return template.replaceAll(slot, '{label}');
  }
  // One name of any kind, in however many places, can only be the label.
  const names = new Set(
    Array.from(template.matchAll(/\{\s*([\p{L}_][\p{L}\p{N}_]*)\s*\}/gu), ([, name]) => name),
  );
  return names.size === 1
    ? template.replaceAll(/\{\s*[\p{L}_][\p{L}\p{N}_]*\s*\}/gu, '{label}')
    : template;
}
