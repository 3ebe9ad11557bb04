import lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import wc from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';

/** Folders of src that a folder may import from, and those of which it may take types only. The layers are drawn in docs/architecture.md. */
const LAYERS = {
  battery: { uses: [] },
  protocols: { uses: ['battery'] },
  control: { uses: ['battery', 'protocols'] },
  simulator: { uses: ['battery', 'protocols'] },
  rehearsal: { uses: ['battery', 'control', 'simulator'] },
  configuration: { uses: ['control'], types: ['battery'] },
  workshop: { uses: ['battery', 'protocols', 'control'] },
  links: { uses: ['battery', 'protocols', 'simulator'], types: ['bridge'] },
  storage: { uses: ['battery', 'protocols', 'control', 'configuration', 'workshop'], types: ['links', 'bridge'] },
  bridge: {
    uses: ['battery', 'protocols', 'control', 'simulator', 'rehearsal', 'configuration', 'workshop', 'links', 'storage', 'interfaces'],
  },
  interfaces: { uses: ['battery', 'protocols', 'control', 'configuration', 'workshop'], types: ['bridge'] },
  ui: { uses: ['interfaces'], types: ['battery', 'protocols', 'control', 'rehearsal', 'configuration', 'workshop', 'bridge'] },
};

/** Refuses imports of every layer that is not listed for `files`. */
function layer(files, own, { uses, types = [] }) {
  const others = Object.keys(LAYERS).filter((other) => other !== own && !uses.includes(other));
  const patterns = [...others, 'workers'].map((other) => ({
    group: [`**/${other}/**`],
    allowTypeImports: types.includes(other),
    message: types.includes(other) ? `Only types may be taken from ${other} here.` : `This layer must not import from ${other}.`,
  }));
  return { files, rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] } };
}

/** What the page may ask of the worker: one file for each area. */
const CONTRACTS = ['src/bridge/contract.ts', 'src/bridge/*-contract.ts'];

const layerRules = [
  ...Object.entries(LAYERS).map(([folder, allowed]) => layer([`src/${folder}/**/*.ts`], folder, allowed)),
  layer(CONTRACTS, 'bridge', { uses: [], types: ['battery', 'protocols', 'control', 'rehearsal', 'configuration', 'workshop'] }),
];

const PURE = [
  'src/configuration/**/*.ts',
  'src/battery/**/*.ts',
  'src/protocols/**/*.ts',
  'src/control/**/*.ts',
  'src/simulator/**/*.ts',
  'src/rehearsal/**/*.ts',
  'src/workshop/**/*.ts',
  'src/interfaces/**/*.ts',
  ...CONTRACTS,
];
const UI = ['src/ui/**/*.ts'];

export default tseslint.config(
  { ignores: ['dist', 'reports', 'test-results', 'node_modules'] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/unbound-method': 'off',
      eqeqeq: 'error',
    },
  },
  ...layerRules,
  {
    files: PURE,
    rules: {
      'no-restricted-globals': ['error', { name: 'Date', message: 'Time arrives as an argument.' }],
      'no-restricted-properties': ['error', { object: 'Math', property: 'random', message: 'Randomness arrives as a seed.' }],
    },
  },
  { files: UI, ...lit.configs['flat/recommended'] },
  { files: UI, ...wc.configs['flat/recommended'] },
  { files: UI, plugins: { 'lit-a11y': litA11y }, rules: litA11y.configs.recommended.rules },
  { files: ['**/*.{js,mjs}', '**/*.d.mts'], ...tseslint.configs.disableTypeChecked },
);
