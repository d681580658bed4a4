import { Random } from './random.ts';

/** A sentence of the grammar, filled in. */
export interface Generated {
  readonly text: string;
  readonly isAttack: boolean;
}

const ATTACK = '+ ';
const HARMLESS = '- ';

/**
 * Sentences of a grammar file: `name = a | b` gives the fillings of `{name}`, lines with `+` are attacks, lines with `-`
 * are harmless. `count` of each, the same ones for the same seed. Throws on a slot that has no fillings.
 */
export function generate(source: string, count: number, seed: number): readonly Generated[] {
  const slots = new Map<string, readonly string[]>();
  const attacks: string[] = [];
  const harmless: string[] = [];
  for (const line of source.split('\n')) {
    if (line.startsWith(ATTACK)) attacks.push(line.slice(ATTACK.length));
    else if (line.startsWith(HARMLESS)) harmless.push(line.slice(HARMLESS.length));
    else {
      const [, name, fillings] = /^(\w+) = (.*)$/.exec(line) ?? [];
      if (name !== undefined && fillings !== undefined)
        slots.set(
          name,
          fillings.split(' | ').map((filling) => filling.trim()),
        );
    }
  }
  const random = new Random(seed);
  const fill = (template: string): string =>
    template.replaceAll(/\{(\w+)\}/g, (_all, name: string) => {
      const fillings = slots.get(name);
      if (!fillings) throw new Error(`The grammar has no fillings for {${name}}: add a line "${name} = …".`);
      return fill(fillings[random.below(fillings.length)] ?? '');
    });
  const sentences: Generated[] = [];
  for (const [templates, isAttack] of [
    [attacks, true],
    [harmless, false],
  ] as const) {
    for (let i = 0; i < count; i++)
      sentences.push({ text: tidy(fill(templates[i % templates.length] ?? ''), random), isAttack });
  }
  return sentences;
}

/** Blanks and capitals as people write them, mostly. */
function tidy(text: string, random: Random): string {
  const spaced = text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ([.,])/g, '$1')
    .replaceAll('..', '.')
    .trim();
  return spaced.replaceAll(/(^|[.!?] )([a-z])/g, (all, before: string, letter: string) =>
    random.below(10) < 8 ? before + letter.toUpperCase() : all,
  );
}
