import { expect, test, type Locator } from '@playwright/test';
import { BridgePage } from '../support/bridge-page';

/** The system draws with a handful of colours of its own: whatever was told by colour alone would be lost. */
test.use({ contextOptions: { forcedColors: 'active' } });

/** How something is drawn, its colours left out. */
const shapeOf = (element: Locator): Promise<string> =>
  element.evaluate((drawn) => {
    const { textDecorationLine, outlineStyle, outlineWidth, borderBlockEndColor, borderBlockEndWidth, fontWeight } =
      getComputedStyle(drawn);
    // A line in the colour of the ground cannot be seen.
    const ground = document.createElement('span');
    ground.style.color = 'Canvas';
    drawn.append(ground);
    const isHidden = borderBlockEndColor === getComputedStyle(ground).color;
    ground.remove();
    return [textDecorationLine, outlineStyle === 'none' ? 'none' : outlineWidth, isHidden ? '0px' : borderBlockEndWidth, fontWeight].join();
  });

test('what is chosen is drawn in another way than what is not', async ({ page }) => {
  const bridge = new BridgePage(page);
  await bridge.open('#/history');
  await bridge.expectLive();
  const pairs = [
    [page.getByRole('tab', { name: 'Battery' }), page.getByRole('tab', { name: 'Energy' })],
    [page.getByRole('button', { name: '1 h', exact: true }), page.getByRole('button', { name: '6 h', exact: true })],
    [page.getByRole('link', { name: 'History' }), page.getByRole('link', { name: 'Alarms' })],
  ] as const;
  for (const [chosen, other] of pairs) expect(await shapeOf(chosen)).not.toBe(await shapeOf(other));
  const line = page.getByRole('button', { name: /^CVL sent/ });
  const shown = await shapeOf(line);
  await line.click();
  await expect(line).toHaveAttribute('aria-pressed', 'false');
  expect(await shapeOf(line)).not.toBe(shown);

  await bridge.goTo('Overview');
  const [bars, table] = [page.getByRole('button', { name: 'Bars' }), page.getByRole('button', { name: 'Table' })];
  expect(await shapeOf(bars)).not.toBe(await shapeOf(table));
});

test('meters, cells, states and lines show what they mean by shape and word as well', async ({ page }) => {
  const bridge = new BridgePage(page);
  await bridge.open();
  await bridge.expectLive();
  // The meter has an edge, and its filled part is not of the colour of its ground.
  const meter = page.getByRole('meter').first();
  await expect(meter).toHaveCSS('border-top-style', 'solid');
  const [ground, filled] = await meter.locator('rect').evaluateAll((parts) => parts.map((part) => getComputedStyle(part).fill));
  expect(filled).not.toBe(ground);
  // The lowest and the highest cell carry a mark of their own shape.
  const marks = page.locator('tb-cell-bars .mark');
  await expect(marks).toHaveCount(2);
  const shapes = await marks.evaluateAll((all) => all.map((mark) => mark.getAttribute('d')));
  expect(new Set(shapes).size).toBe(2);

  // A state changes its shape and its word with its colour.
  const state = bridge.link('GX');
  const told = async () => ({
    shape: await state.locator('tb-state-mark svg').innerHTML(),
    word: (await state.innerText()).replaceAll(/[\d.]+/g, ''),
  });
  await expect(state).toContainText('heard');
  const well = await told();
  await bridge.goTo('Simulator');
  await page.getByRole('switch', { name: /^The GX is switched off/ }).click();
  await expect.poll(async () => (await told()).shape).not.toBe(well.shape);
  expect((await told()).word).not.toBe(well.word);

  // Neighbouring lines of a chart differ in colour or dash, and each is named in the legend beside its own line.
  await bridge.goTo('History');
  const legend = page.locator('tb-chart[data-chart=current] .legend button');
  await expect(legend).toHaveCount(3);
  const looks = await legend.evaluateAll((buttons) =>
    buttons.map((button) => {
      const svg = button.querySelector('svg');
      const dash = svg?.querySelector('path')?.getAttribute('stroke-dasharray') ?? 'whole';
      return `${svg ? getComputedStyle(svg).stroke : ''} ${dash}`;
    }),
  );
  expect(new Set(looks).size).toBe(3);
});
