import type { ColumnSource } from '../types.ts';

/** What a visitor knows a column's source by. */
export function sourceName(source: ColumnSource): string {
  switch (source.kind) {
    case 'built-in':
      return source.file;
    case 'url':
      return source.url;
    case 'hub':
      return source.file === null ? source.repository : `${source.repository}/${source.file}`;
    case 'towers':
      return [source.image, source.text].map(sourceName).join(' + ');
    case 'files':
      return source.files.map(({ name }) => name).join(', ');
  }
}
