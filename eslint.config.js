import lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import wc from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';

/** Folders of src that a folder may import from; everything else is refused. The layers are drawn in docs/architecture.md. */
const LAYERS = {
  battery: [],
  protocols: ['battery'],
  control: ['battery', 'protocols'],
  simulator: ['battery', 'protocols'],
  links: ['battery', 'protocols', 'simulator'],
  storage: ['battery', 'protocols', 'control', 'bridge'],
  bridge: ['battery', 'protocols', 'control', 'simulator', 'links', 'storage'],
  ui: ['battery', 'control', 'bridge'],
};

const layerRules = Object.entries(LAYERS).map(([folder, allowed]) => ({
  files: [`src/${folder}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: Object.keys(LAYERS)
          .filter((other) => other !== folder && !allowed.includes(other))
          .map((other) => ({ group: [`**/${other}/**`], message: `src/${folder} must not import from src/${other}.` })),
      },
    ],
  },
}));

const PURE = ['src/battery/**/*.ts', 'src/protocols/**/*.ts', 'src/control/**/*.ts', 'src/simulator/**/*.ts', 'src/bridge/contract.ts'];

export default tseslint.config(
  { ignores: ['dist', 'reports', 'test-results', 'node_modules'] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
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
  {
    files: ['src/ui/**/*.ts'],
    ...lit.configs['flat/recommended'],
  },
  { files: ['src/ui/**/*.ts'], ...wc.configs['flat/recommended'] },
  { files: ['src/ui/**/*.ts'], plugins: { 'lit-a11y': litA11y }, rules: litA11y.configs.recommended.rules },
  { files: ['**/*.{js,mjs}'], ...tseslint.configs.disableTypeChecked },
);
