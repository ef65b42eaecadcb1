import type { Examination, LayerExamination } from '@touchstone-rl/sandbox';
import { table } from '../text.ts';

/** The examination for a person: each layer, then what runs each language. */
export function examinationLines({ layers, languages, cgroups }: Examination): string[] {
  const runs = Object.entries(languages).map(([language, names]) => [language, names.join(', ')]);
  return [
    ...layers.flatMap(layerLines),
    cgroups.used
      ? `cgroups are used ${cgroups.detail}`
      : `cgroups are not used, memory is watched: ${cgroups.detail}${cgroups.fix ? `; ${cgroups.fix}` : ''}`,
    '',
    ...(runs.length > 0
      ? table([['language', 'runs in'], ...runs])
      : ['no language can be run in isolation on this machine']),
  ];
}

function layerLines({ layer, isolation, contains, used, languages, limits }: LayerExamination): string[] {
  const lines = [`${layer} (isolation ${isolation}${used ? '' : ', not used by default'}): ${contains}`];
  const missing = new Map<string, string[]>();
  for (const [language, proof] of Object.entries(languages)) {
    if (proof.ok) lines.push(`  works    ${language}: ${proof.detail}`);
    else {
      const why = `${proof.reason}${proof.fix ? `; ${proof.fix}` : ''}`;
      missing.set(why, [...(missing.get(why) ?? []), language]);
    }
  }
  for (const [why, names] of missing) lines.push(`  missing  ${names.join(', ')}: ${why}`);
  for (const { limit, ok, detail } of limits)
    lines.push(`  ${ok ? 'holds  ' : 'FAILS  '}  ${limit}: ${detail}`);
  return [...lines, ''];
}
