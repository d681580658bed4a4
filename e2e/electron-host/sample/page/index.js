/// <reference path="../globals.d.ts" />

const api = globalThis.hostSample;

document.querySelector('#add')?.addEventListener('click', () => {
  void api.add(2, 3).then(({ sum }) => {
    const output = document.querySelector('#sum');
    if (output !== null) output.textContent = String(sum);
  });
});

globalThis.stopTicks = api.onTick((tick) => {
  const place = document.querySelector('#tick');
  if (place !== null) place.textContent = `tick ${tick}`;
});
