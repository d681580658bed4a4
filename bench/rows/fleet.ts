import type { Measured } from '../samples.ts';
import { median } from '../statistics.ts';
import { listTools } from '../client.ts';
import type { Downstream, Workplace } from '../workplace.ts';
import { Stage } from './stage.ts';
import type { Effort } from './stage.ts';
import type { Target } from '../targets/target.ts';

/** Three servers that work and one that never answers its handshake. */
export async function hanging(place: Workplace, target: Target, effort: Effort): Promise<Measured> {
  const servers = ['a', 'b', 'c', 'd'].map((name) =>
    place.fixture(`server-${name}`, { prefix: `${name}_`, hang: name === 'b' }),
  );
  const stage = await Stage.open({ place, target, servers, maxTools: 64, expectedTools: 6, limitMs: 15_000, effort });
  await stage.close();
  return { hang: { value: stage.coldMs } };
}

export async function many(place: Workplace, target: Target, effort: Effort): Promise<Measured> {
  const servers: Downstream[] = Array.from({ length: 30 }, (_, index) => {
    const name = `s${String(index).padStart(2, '0')}`;
    return place.fixture(name, { prefix: `${name}_`, tools: 20 });
  });
  const setting = { place, target, servers, maxTools: 1000, expectedTools: 600, limitMs: 45_000, effort };
  const stage = await Stage.open(setting);
  try {
    const times: number[] = [];
    for (let i = 0; i < 20 + effort.repeats * 5; i++) {
      const begin = performance.now();
      await listTools(stage.session);
      if (i >= 20) times.push(performance.now() - begin);
    }
    return { manyCold: { value: stage.coldMs }, manyList: { value: median(times) } };
  } finally {
    await stage.close();
  }
}
