import { readFileSync } from 'node:fs';

const MINI = new URL('../../public/models/mini/', import.meta.url);

/** A tokenizer of 600 tokens for the small references: bytes alone, and the two marks. */
export function byteTokenizer(): string {
  const json = JSON.parse(readFileSync(new URL('tokenizer.json', MINI), 'utf8')) as {
    model: { vocab: Record<string, number>; merges: unknown[] };
    added_tokens: { id: number; content: string }[];
    post_processor: unknown;
  };
  const largest = Math.max(...Object.values(json.model.vocab));
  const moved = (id: number): number => (id >= largest - 1 ? id - largest + 599 : id);
  const bytes = Object.entries(json.model.vocab).filter(([, id]) => id < 512 || id >= largest - 1);
  json.model.vocab = Object.fromEntries(bytes.map(([token, id]) => [token, moved(id)]));
  json.model.merges = [];
  for (const token of json.added_tokens) token.id = moved(token.id);
  return JSON.stringify(json, (key, value: unknown) =>
    key === 'ids' && Array.isArray(value) ? value.map((id: number) => moved(id)) : value,
  );
}
