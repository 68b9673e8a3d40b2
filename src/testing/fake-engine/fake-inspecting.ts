import type { Engine } from '../../engine/contract.ts';
import { EngineError } from '../../engine/errors.ts';
import { type FakeModels, fakeModel } from './fake-models.ts';
import { describeNumbers } from './fake-numbers.ts';

type Calls = Pick<
  Engine,
  'inspect' | 'describeParameter' | 'hashParameters' | 'listRepository' | 'kept' | 'forget'
>;

/** The calls that look into checkpoints, models and what is kept. */
export function fakeInspecting({ note, model }: FakeModels): Calls {
  return {
    async inspect(source, options = {}) {
      note('inspect', 1, options);
      const { report, model } = fakeModel('', source, options);
      const { name, description } = model;
      return { name, report, description, files: [], downloadedBytes: 0 };
    },
    async describeParameter(id, name, options) {
      note('describeParameter', 1, options);
      return describeNumbers(model(id).report, name);
    },
    async hashParameters(id, options) {
      note('hashParameters', 1, options);
      const { report } = model(id);
      return report.parameters.map(({ parameter, provenance }) =>
        provenance.kind === 'loaded' ? `trained ${parameter.name}` : `seed ${report.seed}`,
      );
    },
    async listRepository(text, options) {
      note('listRepository', 1, options);
      const address = { repo: text, revision: 'main', path: null };
      return { address, files: [], loadables: [], cut: false };
    },
    async kept() {
      return { available: false, files: [], usage: null, quota: null };
    },
    async forget(url) {
      throw new EngineError('kept-unknown', `Nothing is kept of ${url}.`, { url });
    },
  };
}
