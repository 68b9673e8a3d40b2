import { useEffect } from 'react';
import type { ShownRun } from '../../evaluation/shown-run.ts';
import { runKey } from '../../store/spaces/laid-spaces.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { Spaces } from './Spaces.tsx';

interface Props {
  readonly run: ShownRun;
  /** By the run's columns. */
  readonly titles: readonly string[];
  readonly trained: readonly boolean[];
}

/** A run's pictures and classes as each of its columns places them. */
export function RunSpaces({ run, titles, trained }: Props) {
  const layOut = usePage((all) => all.layOutSpaces);
  useEffect(() => void layOut(run), [layOut, run]);
  useEffect(() => () => void layOut(null), [layOut]);
  return (
    <Spaces
      run={run}
      columns={run.document.columns.map((_, index) => ({
        key: runKey(index),
        index,
        title: titles[index] ?? '',
        chance: trained[index] === false,
        onRoll: null,
      }))}
    />
  );
}
