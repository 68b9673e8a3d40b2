import type { ModelSource } from './loading.ts';
import type { EngineMethod } from './protocol.ts';

/** What a call is about, in the words of the visitor: the file or address that it was given. */
export function callSubject(method: EngineMethod, [first]: readonly unknown[]): string {
  return method === 'load' || method === 'inspect' ? sourceSubject(first as ModelSource) : method;
}

function sourceSubject(source: ModelSource): string {
  if (Array.isArray(source)) return source.map(({ name }: File) => name).join(', ');
  if ('url' in source) return source.url;
  if ('urls' in source) return source.urls.join(', ');
  if ('hub' in source) return source.file ?? source.hub;
  if ('image' in source) {
    return [source.image, source.text].map(sourceSubject).join(', ');
  }
  return 'config';
}
