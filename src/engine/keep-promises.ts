import type { Engine } from './contract.ts';
import { canGive } from './error-codes.ts';
import { engineErrorData } from './errors.ts';
import { OPTIONS_AT, type EngineMethod } from './protocol.ts';

/**
 * The same engine; a call that fails with a code that the contract does not list for it fails with an `Error` about that
 * instead, whose cause is the first one. For tests and development: a visitor is told what happened in any case.
 */
export function keepPromises(engine: Engine): Engine {
  const entries = Object.keys(OPTIONS_AT).map((name) => {
    const method = name as EngineMethod;
    const call = engine[method] as (...args: unknown[]) => Promise<unknown>;
    const checked = async (...args: unknown[]): Promise<unknown> => {
      try {
        return await call(...args);
      } catch (error) {
        const { code } = engineErrorData(error);
        if (canGive(method, code)) throw error;
        throw new Error(`${method} is not said to fail with ${code}.`, { cause: error });
      }
    };
    return [method, checked];
  });
  return Object.fromEntries(entries) as Engine;
}
